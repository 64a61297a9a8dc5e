import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll } from 'vitest';

/** A function that makes empty temporary folders, all removed after the tests of the file. */
export function temporaryFolders(): () => string {
  const root = mkdtempSync(join(tmpdir(), 'clip-weights-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return () => mkdtempSync(join(root, 'model-'));
}
