import { setTimeout as sleep } from 'node:timers/promises';

import { ShotbenchError } from '@shotbench/errors';

import { expectedDigest } from './content-digest.ts';
import { describeNetworkError, refusal } from './describe-http-error.ts';
import { PartialFile } from './partial-file.ts';
import type { RemoteFile } from './remote-file.ts';

export interface DownloadOptions {
  readonly file: RemoteFile;
  /** Where it can be fetched; asked for only if something is missing. */
  readonly url: () => Promise<string>;
  /** Where the file goes; until it is complete and verified, what has arrived is in `target.part`. */
  readonly target: string;
  /** Called with the number of bytes that arrived; negative where they are thrown away again. */
  readonly onBytes: (count: number) => void;
  /** Called when a connection is lost and will be tried again. */
  readonly onRetry: (reason: string) => void;
}

/** How long to wait, in milliseconds, before each new attempt after one that brought nothing. */
const RETRY_AFTER_MS = [500, 2000];

/** A connection that brings nothing for so long is taken for lost. */
const STALLED_MS = 60_000;

/**
 * Fetches a file, going on where an earlier attempt ended (HTTP range), verifies it and puts it in its place.
 * @returns Its SHA-256.
 * @throws ShotbenchError `PULL_CHECKSUM` (what arrived is removed), `PULL_INTERRUPTED` (what arrived stays, to go on from),
 *   `PULL_DISK`, `PULL_NOT_FOUND`, `PULL_DENIED` or `PULL_HTTP`
 */
export async function downloadFile(options: DownloadOptions): Promise<string> {
  const { file, target } = options;
  const expected = expectedDigest(file);
  const part = await PartialFile.open(target, file.bytes);
  let isOpen = true;
  try {
    await fetchRest(part, options);
    const digest = part.digest();
    isOpen = false;
    if (digest[expected.kind] !== expected.hex) {
      await part.discard();
      throw new ShotbenchError(
        'PULL_CHECKSUM',
        `${file.name} arrived damaged: its ${expected.kind === 'sha256' ? 'SHA-256' : 'git SHA-1'} is ${digest[expected.kind]}, expected ${expected.hex}; it was removed, and nothing else was touched; run the command again`,
      );
    }
    await part.publish();
    return digest.sha256;
  } finally {
    if (isOpen) await part.close();
  }
}

/** Repeats requests until all has arrived; gives up after several in a row that brought nothing. */
async function fetchRest(part: PartialFile, options: DownloadOptions): Promise<void> {
  const { file, onRetry } = options;
  if (part.have === file.bytes) return;
  const url = await options.url();
  let failures = 0;
  while (part.have < file.bytes) {
    const before = part.have;
    try {
      await fetchOnce(part, url, options);
      if (part.have < file.bytes) throw new Error('the connection was closed early');
    } catch (error) {
      if (error instanceof ShotbenchError) throw error;
      failures = part.have > before ? 0 : failures + 1;
      const reason = describeNetworkError(error);
      const wait = RETRY_AFTER_MS[Math.max(failures - 1, 0)];
      if (failures > RETRY_AFTER_MS.length || wait === undefined) {
        throw new ShotbenchError(
          'PULL_INTERRUPTED',
          `the download of ${file.name} broke off after ${part.have} of ${file.bytes} bytes: ${reason}; run the same command again to go on from there`,
          { cause: error },
        );
      }
      onRetry(reason);
      await sleep(wait);
    }
  }
}

/** One request for what is missing. */
async function fetchOnce(part: PartialFile, url: string, { file, onBytes }: DownloadOptions): Promise<void> {
  const abort = new AbortController();
  const stalled = setTimeout(() => abort.abort(new Error(`nothing arrived for ${STALLED_MS / 1000} s`)), STALLED_MS);
  try {
    const response = await fetch(url, {
      // Compressed content could not be continued in the middle.
      headers: { 'Accept-Encoding': 'identity', ...(part.have > 0 && { Range: `bytes=${part.have}-` }) },
      signal: abort.signal,
    });
    await expectRest(response, part, { file, onBytes });
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      stalled.refresh();
      if (part.have + chunk.length > file.bytes) {
        onBytes(-part.have);
        await part.restart();
        throw new Error(`more than ${file.bytes} bytes arrived`);
      }
      await part.append(chunk);
      onBytes(chunk.length);
    }
  } finally {
    clearTimeout(stalled);
    abort.abort(); // lets go of a body that was not read
  }
}

/** Checks that an answer goes on where the partial file ends; begins it anew where a server knows no ranges. */
async function expectRest(
  response: Response,
  part: PartialFile,
  { file, onBytes }: Pick<DownloadOptions, 'file' | 'onBytes'>,
): Promise<void> {
  const { status } = response;
  if (status === 429 || status >= 500) throw new Error(`HTTP ${status}`);
  if (status === 206) {
    const from = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
    if (Number(from) === part.have) return;
    throw new Error(`asked for bytes from ${part.have}, got them from ${from}`);
  }
  if (status !== 200 || response.body === null) throw refusal(status, file.name);
  if (part.have === 0) return;
  onBytes(-part.have);
  await part.restart();
}
