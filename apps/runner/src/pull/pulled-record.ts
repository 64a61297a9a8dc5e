import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import { z } from 'zod';

/** What has been pulled into a folder (`pulled.json`), or is being pulled (`pulled.json.part`). */
const schema = z.object({
  repo: z.string(),
  /** As the user or the table of known models gave it. */
  revision: z.string(),
  /** What it stood for. */
  commit: z.string(),
  files: z.array(
    z.object({
      name: z.string(),
      bytes: z.int().nonnegative(),
      /** Of all files once they have been pulled; before, of those for which the hub reports it. */
      sha256: z.string().optional(),
      /** As a git blob, where the hub reports that. */
      gitSha1: z.string().optional(),
    }),
  ),
});

export type PulledRecord = z.infer<typeof schema>;

export const RECORD_FILE = 'pulled.json';

/** Undefined where there is none, or none that can be read: it is then as if nothing had been pulled. */
export function readRecord(path: string): PulledRecord | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

/** Writes a record in one piece: a kill leaves the old one or the new one. */
export function writeRecord(path: string, record: PulledRecord): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
