import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

import { hashJson } from '@shotbench/content-hash';
import { oneLine, describeIssues, ShotbenchError } from '@shotbench/errors';

import { readBytes } from '../read-bytes.ts';
import { setRecordSchema, type SetRecord } from './set-record.ts';
import { writeDurably } from './staging.ts';

const NAME = /^[a-z0-9][a-z0-9._-]{0,99}$/i;
const SUFFIX = '.json';

/** Records of named sets under `sets/`. */
export class SetStore {
  readonly #folder: string;

  constructor(root: string) {
    this.#folder = join(root, 'sets');
  }

  /** Names of all sets, sorted by UTF-16 code unit. */
  names(): readonly string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length))
      .filter((name) => NAME.test(name))
      .sort();
  }

  has(name: string): boolean {
    return NAME.test(name) && existsSync(this.#path(name));
  }

  /**
   * The record of a set that is there.
   * @throws ShotbenchError `FEATURES_DAMAGED` if it cannot be parsed or its content does not have the hash it names.
   */
  read(name: string): SetRecord {
    const path = this.#path(name);
    let json: unknown;
    try {
      json = JSON.parse(new TextDecoder().decode(readBytes(path)));
    } catch (error) {
      if (error instanceof SyntaxError) throw damaged(path, `is not JSON (${oneLine(error)})`, name);
      throw error;
    }
    const record = setRecordSchema.safeParse(json);
    if (!record.success) throw damaged(path, `is not a set record (${describeIssues(record.error)})`, name);
    const { hash, content } = record.data;
    const seen = hashJson(content);
    if (seen !== hash) throw damaged(path, `has content of SHA-256 ${seen}; expected ${hash}`, name);
    return record.data;
  }

  /** Writes or replaces a record in one step, by way of the staging folder. */
  write(name: string, record: SetRecord, staging: string): void {
    const staged = join(staging, 'set.json');
    writeDurably(staged, `${JSON.stringify(record, null, 1)}\n`);
    mkdirSync(this.#folder, { recursive: true });
    renameSync(staged, this.#path(name));
  }

  #path(name: string): string {
    return join(this.#folder, `${name}${SUFFIX}`);
  }
}

/** @throws ShotbenchError `FEATURES_NAME` for a name that could not be a file's everywhere. */
export function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw new ShotbenchError(
    'FEATURES_NAME',
    `a feature set cannot be called ${JSON.stringify(name)}; expected 1 to 100 letters, digits, dots, dashes and underscores, the first a letter or digit; choose another with --name`,
  );
}

function damaged(path: string, what: string, name: string): ShotbenchError {
  return new ShotbenchError(
    'FEATURES_DAMAGED',
    `the feature cache is damaged: ${path} ${what}; import "${name}" again with --replace`,
  );
}
