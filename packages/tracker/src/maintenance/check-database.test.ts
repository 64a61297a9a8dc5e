import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { cellWith } from '../../test/fixtures.ts';
import { writeStories } from '../../test/full-tracker.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { checkDatabase, runKey, Tracker } from '../index.ts';

/** A database with a done run of seed 0, with all that is stored beside it, and one run in each other state. */
function newDatabase(): string {
  const file = join(temporaryFolder(), 'runs.db');
  writeStories(
    file,
    [
      { kind: 'done', at: 1, accuracy: 50, predictions: true },
      ...(['queued', 'running', 'released', 'failed'] as const).map((kind) => ({ kind, at: 1 })),
      { kind: 'taken back', at: 1, accuracy: 50, backAt: 9 },
    ],
    'a',
  );
  return file;
}

/** Changes a file as no connection of this package would. */
function spoil(file: string, sql: string): void {
  const db = new Sqlite(file);
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
}

const keyOf = (seed: number): string => runKey(cellWith({ seed }).identity).slice(0, 12);

describe('checkDatabase', () => {
  it('finds nothing wrong with what this package has written', () => {
    expect(checkDatabase(newDatabase())).toEqual({ runs: 6, predictions: 2, problems: [] });
  });

  it.each<[string, string, string, number | RegExp, RegExp]>([
    [
      'an identity that is not what the key says',
      `UPDATE runs SET identity = json_set(identity, '$.shots', 8) WHERE seed = 0`,
      ...(['runs', 0, /^its identity has the key \w{64}; expected \w{64}$/] as const),
    ],
    [
      'a column that is not what the identity says',
      `UPDATE kinds SET dataset = 'dtd'`,
      ...(['runs', 1, /^dataset is dtd; expected pets$/] as const),
    ],
    [
      'settings under another hash',
      `UPDATE kinds SET config_hash = '${'0'.repeat(64)}'`,
      ...(['runs', 1, /^config_hash is 0{64}; expected \w{64}$/] as const),
    ],
    [
      'a row that does not read back',
      `UPDATE runs SET identity = json_set(identity, '$.seed', 'one') WHERE seed = 2`,
      ...(['runs', 2, /identity.seed is .*expected number, received string/] as const),
    ],
    [
      'a done row without all of a result',
      `UPDATE runs SET test_count = NULL WHERE seed = 0`,
      ...(['runs', 0, /testCount is null/] as const),
    ],
    [
      'an image list under another hash',
      `UPDATE draws SET ids = '{"train":["x"],"validation":[]}'`,
      ...(['draws', /^\w{12}$/, /^its ids has SHA-256/] as const),
    ],
    [
      'a provenance that is none',
      `UPDATE provenances SET provenance = '{}'`,
      ...(['provenances', /^\w{12}$/, /its provenance does not fit: commit is undefined/] as const),
    ],
    [
      'test images under another hash',
      `UPDATE test_sets SET labels = x'0100010001000100'`,
      ...(['test_sets', /^\w{12}$/, /^its images have the hash \w{64}; expected \w{64}$/] as const),
    ],
    [
      'test images of a class that there is not',
      `UPDATE test_sets SET labels = x'0100010001000900'`,
      ...(['test_sets', /^\w{12}$/, /4 test images of 2 classes do not fit/] as const),
    ],
    [
      'half a label',
      `UPDATE test_sets SET labels = x'010001000100010000'`,
      ...(['test_sets', /^\w{12}$/, /its labels have 9 bytes/] as const),
    ],
    [
      'predictions of too few images',
      `UPDATE predictions SET classes = x'0100', confidences = x'0100', margins = x'0100' WHERE key = (SELECT key FROM runs WHERE seed = 0)`,
      ...(['predictions', 0, /^part "" has 1 entries; expected 4/] as const),
    ],
    [
      'a prediction of a class that there is not',
      `UPDATE predictions SET classes = x'0100010001000200' WHERE key = (SELECT key FROM runs WHERE seed = 5)`,
      ...(['predictions', 5, /^part "" has an image of class 2; expected 0 to 1/] as const),
    ],
    [
      'a seed that is not what the identity says',
      `UPDATE runs SET seed = 77 WHERE seed = 1`,
      ...(['runs', 1, /^seed is 77; expected 1$/] as const),
    ],
    [
      'a run of no kind',
      `UPDATE runs SET kind = 77 WHERE seed = 1`,
      ...(['runs', /^$/, /refers to a row of kinds that is not there/] as const),
    ],
    [
      'a reference to nothing',
      `DELETE FROM test_sets`,
      ...(['predictions', /^$/, /refers to a row of test_sets that is not there/] as const),
    ],
  ])('finds %s', (_, sql, table, row, problem) => {
    const file = newDatabase();
    spoil(file, sql);
    const { problems } = checkDatabase(file);
    const expected = { table, problem: expect.stringMatching(problem) };
    const where = typeof row === 'number' ? keyOf(row) : expect.stringMatching(row);
    expect(problems).toContainEqual({ ...expected, row: where });
  });

  it('finds pages that were written over', () => {
    const file = newDatabase();
    const tracker = Tracker.open(file, { now: () => 0, isAlive: () => true });
    const cells = Array.from({ length: 400 }, (_, seed) => cellWith({ seed: 10 + seed }));
    tracker.enqueue(cells, 'test');
    tracker.close();
    // Pages of rows only: the tables themselves are described in the first ones.
    const pages = statSync(file).size / 4096;
    const opened = openSync(file, 'r+');
    for (let page = pages - 20; page < pages; page++) writeSync(opened, Buffer.alloc(64, 0x5a), 0, 64, page * 4096);
    closeSync(opened);
    const { problems } = checkDatabase(file);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({ table: 'file' });
  });
});
