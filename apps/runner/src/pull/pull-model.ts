import { existsSync, mkdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import { chooseFiles } from './choose-files.ts';
import { ContentDigest, digestFile, expectedDigest } from './content-digest.ts';
import { onDisk } from './disk-error.ts';
import { downloadFile } from './download-file.ts';
import { lockFolder } from './folder-lock.ts';
import { formatBytes } from './format-bytes.ts';
import { Hub } from './hub.ts';
import { PartialFile } from './partial-file.ts';
import type { PullReporter } from './pull-reporter.ts';
import { type PulledRecord, readRecord, RECORD_FILE, writeRecord } from './pulled-record.ts';
import type { RemoteFile } from './remote-file.ts';

export interface PullOptions {
  readonly repo: string;
  readonly revision: string;
  readonly folder: string;
  /** URL of a mirror of the hub; without one, the client's default. */
  readonly endpoint?: string;
  readonly reporter: PullReporter;
}

export interface PullResult {
  readonly commit: string;
  /** Files of the model. */
  readonly files: number;
  readonly bytes: number;
  /** How many of the files had to be fetched, in full or in part. */
  readonly fetched: number;
}

/** A file and, if it is there already and right, its SHA-256. */
type Found = RemoteFile & { readonly present?: string };

/**
 * Brings a model from the hub into a folder. What is there already and right is left alone, what is there in part is
 * continued, and nothing takes its place before its checksum is right. `pulled.json` is written when all is there.
 * @throws ShotbenchError `PULL_…`
 */
export async function pullModel(options: PullOptions): Promise<PullResult> {
  const { repo, revision, folder, reporter } = options;
  const hub = new Hub(repo, options.endpoint);
  const commit = await hub.commitOf(revision);
  const files = chooseFiles(await hub.filesAt(commit), `${repo} at ${revision} (commit ${commit.slice(0, 12)})`);

  await onDisk(folder, () => mkdirSync(folder, { recursive: true }));
  const unlock = await onDisk(folder, () => lockFolder(folder));
  try {
    const found = await findPresent(files, folder);
    const missing = found.filter(({ present }) => present === undefined);
    await onDisk(folder, () => preparePartialFiles({ repo, revision, commit, files }, missing, folder));
    const sums = await fetchMissing(missing, { hub, commit, folder, reporter });
    const record: PulledRecord = {
      repo,
      revision,
      commit,
      files: found.map(({ present, ...file }) => ({ ...file, sha256: present ?? sums.get(file.name) })),
    };
    await onDisk(folder, () => finish(record, folder, reporter));
    return { commit, files: files.length, bytes: sizeOf(files), fetched: missing.length };
  } finally {
    reporter.end();
    unlock();
  }
}

/**
 * Digests the files that are there.
 * @throws ShotbenchError `PULL_CONFLICT` for a file that is neither right nor from an earlier pull: it may be the user's own.
 */
async function findPresent(files: readonly RemoteFile[], folder: string): Promise<Found[]> {
  const earlier = [RECORD_FILE, `${RECORD_FILE}.part`].flatMap((name) => readRecord(join(folder, name))?.files ?? []);
  const pulled = new Set(earlier.map(({ name }) => name));
  const found: Found[] = [];
  for (const file of files) {
    const path = join(folder, file.name);
    const present = await onDisk(path, () => rightSha256(file, path));
    if (present === undefined && existsSync(path) && !pulled.has(file.name)) {
      throw new ShotbenchError(
        'PULL_CONFLICT',
        `${path} is there already, but is not the file of the model and was not pulled; expected a folder of the model's own; move the file away or choose another folder with --into`,
      );
    }
    found.push(present === undefined ? file : { ...file, present });
  }
  return found;
}

/** The SHA-256 of a file if its content is what the hub has. */
async function rightSha256(file: RemoteFile, path: string): Promise<string | undefined> {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isFile() || status.size !== file.bytes) return undefined;
  const digest = new ContentDigest(file.bytes);
  await digestFile(path, digest);
  const sums = digest.finish();
  const expected = expectedDigest(file);
  return sums[expected.kind] === expected.hex ? sums.sha256 : undefined;
}

/** Removes partial files of other content, and writes down what the others are parts of before they begin. */
function preparePartialFiles(plan: PulledRecord, missing: readonly RemoteFile[], folder: string): void {
  if (missing.length === 0) return;
  const path = join(folder, `${RECORD_FILE}.part`);
  const begun = new Map(readRecord(path)?.files.map((file) => [file.name, file]));
  for (const file of missing) {
    const before = begun.get(file.name);
    if (before !== undefined && before.sha256 === file.sha256 && before.gitSha1 === file.gitSha1) continue;
    rmSync(PartialFile.pathOf(join(folder, file.name)), { force: true });
  }
  checkSpace(missing, folder);
  writeRecord(path, plan);
}

/** @throws ShotbenchError `PULL_SPACE` */
function checkSpace(missing: readonly RemoteFile[], folder: string): void {
  const needed = sizeOf(missing) - arrivedOf(missing, folder);
  const { bavail, bsize } = statfsSync(folder);
  if (needed <= bavail * bsize) return;
  throw new ShotbenchError(
    'PULL_SPACE',
    `${folder} needs ${formatBytes(needed)}, but its disk has ${formatBytes(bavail * bsize)} free; free some, or choose another folder with --into`,
  );
}

interface FetchContext {
  readonly hub: Hub;
  readonly commit: string;
  readonly folder: string;
  readonly reporter: PullReporter;
}

/** @returns The SHA-256 of each. */
async function fetchMissing(
  missing: readonly RemoteFile[],
  { hub, commit, folder, reporter }: FetchContext,
): Promise<ReadonlyMap<string, string>> {
  const sums = new Map<string, string>();
  reporter.start(sizeOf(missing), arrivedOf(missing, folder));
  for (const file of missing) {
    const target = join(folder, file.name);
    reporter.fileStarted(file.name, file.bytes, PartialFile.bytesOf(target, file.bytes));
    const sha256 = await downloadFile({
      file,
      url: () => hub.urlOf(file.name, commit),
      target,
      onBytes: (count) => reporter.bytes(count),
      onRetry: (reason) => reporter.line(`${file.name}: ${reason}; trying again`),
    });
    sums.set(file.name, sha256);
  }
  return sums;
}

/** Records what was pulled, and names what an earlier pull left that is no longer part of the model. */
function finish(record: PulledRecord, folder: string, reporter: PullReporter): void {
  const path = join(folder, RECORD_FILE);
  const names = new Set(record.files.map(({ name }) => name));
  for (const { name } of readRecord(path)?.files ?? []) {
    if (names.has(name) || !existsSync(join(folder, name))) continue;
    reporter.line(`${join(folder, name)} is left from an earlier pull and no longer part of the model; remove it`);
  }
  writeRecord(path, record);
  rmSync(`${path}.part`, { force: true });
}

function sizeOf(files: readonly RemoteFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function arrivedOf(files: readonly RemoteFile[], folder: string): number {
  return files.reduce((sum, { name, bytes }) => sum + PartialFile.bytesOf(join(folder, name), bytes), 0);
}
