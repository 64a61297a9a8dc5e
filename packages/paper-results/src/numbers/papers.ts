import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

import type { PaperFile } from './paper-file.ts';
import { parsePaper } from './parse-paper.ts';

const DATA = fileURLToPath(new URL('../../data/', import.meta.url));

/** Every paper that numbers were read from, by id. */
export const PAPERS: readonly PaperFile[] = readdirSync(DATA)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => parsePaper(JSON.parse(readFileSync(join(DATA, name), 'utf8')), name));
