import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';
import { z } from 'zod';

import { FEW_SHOT_SELECTIONS } from './few-shot-selections.ts';
import { GENERALISATION_SELECTIONS } from './generalisation-selections.ts';
import { makeBlock } from './make-block.ts';
import { rawRow } from './raw-row.ts';

// Makes data/*.json from the collected raw material: node --import tsx tools/make-data.ts FOLDER
const [folder = '../../shared/papers'] = process.argv.slice(2);
const rows = ['paper_tables.json', 'apex_ramt_tables.json'].flatMap((name) =>
  z.array(rawRow).parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
);
for (const { blocks, ...header } of [...FEW_SHOT_SELECTIONS, ...GENERALISATION_SELECTIONS]) {
  const file = join(import.meta.dirname, '..', 'data', `${header.id}.json`);
  const json = JSON.stringify({ ...header, blocks: blocks.map((block) => makeBlock(rows, block)) });
  writeFileSync(file, await format(json, { ...(await resolveConfig(file)), filepath: file }));
  process.stdout.write(`${file}\n`);
}
