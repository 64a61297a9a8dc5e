import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { PAPERS } from '../src/numbers/papers.ts';
import { FEW_SHOT_SELECTIONS } from '../tools/few-shot-selections.ts';
import { GENERALISATION_SELECTIONS } from '../tools/generalisation-selections.ts';
import { makeBlock } from '../tools/make-block.ts';
import { isRead, rawRow, type RawRow } from '../tools/raw-row.ts';

/** The collected raw material, beside the repository. */
const FOLDER = join('..', 'shared', 'papers');
const folder = join(import.meta.dirname, '..', '..', '..', FOLDER);
const selections = [...FEW_SHOT_SELECTIONS, ...GENERALISATION_SELECTIONS];

function row(changes: Partial<RawRow>): RawRow {
  return {
    ...{ paper: 'A', table: 'T', method: 'CoOp', backbone: 'CLIP RN50', dataset: 'DTD', shots: 16, metric: 'top1' },
    ...{ value: 50, source: 'read: the paper', ...changes },
  };
}

describe('makeBlock', () => {
  const selection = { paper: 'A', raw: 'T', backbone: 'RN50', source: 'table', evaluation: 'few-shot' } as const;

  it('leaves out what was not read, and lays out the rest in one row for each method, shot count and metric', () => {
    const rows = [
      row({ value: 63.7 }),
      row({ dataset: 'ImageNet', value: 62.95, note: 'a typo in the paper', error_bar: 0.5 }),
      row({ shots: 1, value: 40 }),
      row({ shots: 2, value: 41, source: 'memory, unverified' }),
      row({ shots: 4, value: 42, source: 'read: notes quoting the paper - secondary source' }),
      row({ shots: 8, value: 43, source: 'computed here: mean' }),
      row({ dataset: 'Average11', value: 60 }),
      row({ backbone: 'RN101', value: 61 }),
    ];
    expect(makeBlock(rows, selection)).toMatchObject({
      ...{ table: 'T', read: 'the paper', columns: 'imagenet dtd' },
      rows: [
        { method: 'CoOp', shots: 16, values: '62.95 63.70', spread: '0.50 -' },
        { method: 'CoOp', shots: 1, values: '- 40.00' },
      ],
      misprints: [{ method: 'CoOp', shots: 16, dataset: 'imagenet', why: 'a typo in the paper' }],
    });
  });

  it('refuses a cell that is there twice, and a selection of nothing', () => {
    expect(() => makeBlock([row({}), row({})], selection)).toThrow('on dtd twice');
    expect(() => makeBlock([row({ table: 'U' })], selection)).toThrow('nothing is selected for A T');
  });
});

describe.skipIf(!existsSync(folder))(`the files of data (skipped where ${FOLDER} is absent)`, () => {
  it('are what tools/make-data.ts makes of the raw material', () => {
    const rows = ['paper_tables.json', 'apex_ramt_tables.json'].flatMap((name) =>
      z.array(rawRow).parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
    );
    expect(rows.filter(isRead).length).toBeLessThan(rows.length);
    expect(PAPERS.map(({ id }) => id)).toEqual(selections.map(({ id }) => id).sort());
    for (const { blocks, ...header } of selections) {
      const file = join(import.meta.dirname, '..', 'data', `${header.id}.json`);
      const made = { ...header, blocks: blocks.map((block) => makeBlock(rows, block)) };
      expect(JSON.parse(readFileSync(file, 'utf8')), header.id).toEqual(JSON.parse(JSON.stringify(made)));
    }
  });
});
