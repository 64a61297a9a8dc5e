import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import { ShotbenchError } from '@shotbench/errors';

import type { RemoteFile } from './remote-file.ts';

/** The checksums of a file, taken while its bytes go by. */
export class ContentDigest {
  readonly #sha256 = createHash('sha256');
  readonly #gitSha1 = createHash('sha1');

  /** @param bytes How many will go by: git puts that in front of what it digests. */
  constructor(bytes: number) {
    this.#gitSha1.update(`blob ${bytes}\0`);
  }

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#gitSha1.update(chunk);
  }

  /** Ends the digest. */
  finish(): { readonly sha256: string; readonly gitSha1: string } {
    return { sha256: this.#sha256.digest('hex'), gitSha1: this.#gitSha1.digest('hex') };
  }
}

/** Feeds a file, or what there is of it, to a digest. */
export async function digestFile(path: string, digest: ContentDigest): Promise<void> {
  for await (const chunk of createReadStream(path)) digest.update(chunk as Uint8Array);
}

/** What a file's content should be, in words, for the first checksum that the hub reports. */
export function expectedDigest({ name, sha256, gitSha1 }: RemoteFile): { kind: 'sha256' | 'gitSha1'; hex: string } {
  if (sha256 !== undefined) return { kind: 'sha256', hex: sha256 };
  if (gitSha1 !== undefined) return { kind: 'gitSha1', hex: gitSha1 };
  throw new ShotbenchError(
    'PULL_ANSWER',
    `the hub reports no checksum for ${name}, so it could not be verified; expected one for every file`,
  );
}
