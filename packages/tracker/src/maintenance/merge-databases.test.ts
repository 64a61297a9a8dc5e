import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

import { errorOf } from '@shotbench/errors/testing';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { dump } from '../../test/dump.ts';
import { cellWith } from '../../test/fixtures.ts';
import { evidenceOf, type Story, writeStories } from '../../test/full-tracker.ts';
import { oldDatabase } from '../../test/old-database.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { checkDatabase, formatCsv, mergeDatabases, runKey, summarize, Tracker } from '../index.ts';

const keyOf = (seed: number): string => runKey(cellWith({ seed }).identity);
const done = (at: number, accuracy = 50, predictions = false): Story => ({ kind: 'done', at, accuracy, predictions });

/** Databases of these stories, in the order of the names a, b, …, and a path for what they are merged into. */
function databases(...stories: (Story | undefined)[][]): { files: string[]; into: string } {
  const folder = temporaryFolder();
  const files = stories.map((story, i) => {
    const name = 'abc'[i]!;
    const file = join(folder, `${name}.db`);
    writeStories(file, story, name);
    return file;
  });
  return { files, into: join(folder, 'all.db') };
}

function reading<T>(file: string, read: (tracker: Tracker) => T): T {
  const tracker = Tracker.openReadOnly(file);
  try {
    return read(tracker);
  } finally {
    tracker.close();
  }
}

/** What is read off a database: its table, and the state and accuracy of each run. */
function outcome(file: string): unknown {
  return reading(file, (tracker) => {
    const rows = tracker.runs();
    const of = (state: string): string => (/queued|interrupted|stale/.test(state) ? 'unfinished' : state);
    return {
      table: formatCsv(summarize(rows)),
      runs: rows.map(({ key, state, variant, plannedBy, createdAt, result }) => {
        return { key, state: of(state), variant, plannedBy, createdAt, accuracy: result?.accuracy };
      }),
    };
  });
}

const times = fc.integer({ min: 1, max: 6 });
/** Stories whose numbers agree where `accuracy` is constant. */
function anyStory(accuracy: fc.Arbitrary<number>): fc.Arbitrary<Story | undefined> {
  const [at, backAt] = [times, times.map((time) => time + 10)];
  return fc.oneof(
    fc.constant(undefined),
    fc.record({ kind: fc.constantFrom('queued', 'running', 'released', 'failed'), at }),
    fc.record({ kind: fc.constant('done'), at, accuracy, predictions: fc.boolean() }),
    fc.record({ kind: fc.constantFrom('taken back', 'run again'), at, accuracy, backAt }),
  );
}
const storiesOf = (accuracy: fc.Arbitrary<number>) =>
  fc.array(fc.array(anyStory(accuracy), { minLength: 8, maxLength: 8 }), { minLength: 3, maxLength: 3 });

const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

describe('mergeDatabases', () => {
  it('brings everything that is stored beside a run along, and what it had stays', () => {
    const { files, into } = databases([done(1, 51, true), undefined], [undefined, { kind: 'failed', at: 2 }]);
    expect(mergeDatabases(files, into)).toEqual({ added: 2, replaced: 0, kept: 0, disagreements: [] });
    reading(into, (tracker) => {
      const [first, second] = [keyOf(0), keyOf(1)];
      expect(tracker.get(first)).toEqual(reading(files[0]!, (a) => a.get(first)));
      expect(tracker.get(second)).toEqual(reading(files[1]!, (b) => b.get(second)));
      const evidence = evidenceOf(51);
      expect(tracker.drawnImages(first)).toEqual(evidence.images);
      expect(tracker.predictions(first)[0]).toMatchObject({ testSet: evidence.predictions[0]!.testSet });
      expect(tracker.predictions(first)[0]!.classes).toEqual(evidence.predictions[0]!.classes);
      expect(tracker.log(first)).toBe('accuracy 51');
      expect(tracker.events(second)).toMatchObject([{ kind: 'failed', at: 3 }]);
    });
    expect(checkDatabase(into).problems).toEqual([]);
  });

  it.each<[string, Story, Story, object]>([
    ['done beats queued', { kind: 'queued', at: 1 }, done(5), { state: 'done' }],
    ['done beats failed', { kind: 'failed', at: 1 }, done(5), { state: 'done' }],
    ['done beats what another process runs', { kind: 'running', at: 1 }, done(5), { state: 'done' }],
    ['failed beats queued', { kind: 'queued', at: 1 }, { kind: 'failed', at: 5 }, { state: 'failed' }],
    ['of equal numbers the earlier stays', done(5), done(1), { state: 'done', finishedAt: 2, owner: 'b' }],
    ['of equal numbers those with predictions stay', done(1), done(5, 50, true), { finishedAt: 6, owner: 'b' }],
    [
      'what was taken back stays so where the other does not know of it',
      { kind: 'taken back', at: 1, accuracy: 50, backAt: 9 },
      done(20),
      { state: 'invalid', owner: 'a' },
    ],
    [
      'what was run again after it was taken back is done',
      { kind: 'run again', at: 1, accuracy: 50, backAt: 9 },
      done(1),
      { state: 'done', owner: 'a', finishedAt: 10 },
    ],
  ])('%s, whichever of the two is merged into the other', (_, one, other, expected) => {
    for (const reversed of [false, true]) {
      const { files } = databases([one], [other]);
      const [from, into] = reversed ? files : files.toReversed();
      mergeDatabases([from!], into!);
      expect(reading(into!, (tracker) => tracker.get(keyOf(0)))).toMatchObject(expected);
    }
  });

  it('keeps ours where two results have other numbers, and says so each time', () => {
    for (const [from, into] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { files } = databases([done(1, 50)], [done(5, 51)]);
      const [ours, theirs] = into === 0 ? [50, 51] : [51, 50];
      const disagreements = [{ key: keyOf(0), file: files[from], kept: ours, other: theirs }];
      for (let again = 0; again < 2; again++) {
        const report = mergeDatabases([files[from]!], files[into]!);
        expect(report).toEqual({ added: 0, replaced: 0, kept: 1, disagreements });
        expect(reading(files[into]!, (tracker) => tracker.get(keyOf(0)))).toMatchObject({ result: { accuracy: ours } });
      }
    }
  });

  it('gives what another process runs back, and so anyone may claim it', () => {
    const { files, into } = databases([{ kind: 'running', at: 1 }]);
    mergeDatabases(files, into);
    expect(reading(into, (tracker) => tracker.get(keyOf(0)))).toMatchObject({ state: 'interrupted', owner: null });
  });

  it('changes nothing when it is done again', () => {
    fc.assert(
      fc.property(storiesOf(fc.constantFrom(50, 51)), (stories) => {
        const { files, into } = databases(...stories);
        mergeDatabases(files, into);
        const before = dump(into);
        expect(mergeDatabases(files, into)).toMatchObject({ added: 0, replaced: 0 });
        expect(dump(into)).toEqual(before);
        expect(checkDatabase(into).problems).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it('leaves the same table in whatever order databases are given, also to one that has runs of its own', () => {
    fc.assert(
      fc.property(storiesOf(fc.constantFrom(50, 51)), fc.boolean(), (stories, isNew) => {
        const { files, into } = databases(...stories);
        const outcomes = ORDERS.slice(0, isNew ? 6 : 2).map((order, i) => {
          const target = `${into}-${i}`;
          const given = isNew ? order : order.slice(1);
          if (!isNew) copyFileSync(files[0]!, target);
          mergeDatabases(
            given.map((index) => files[index]!),
            target,
          );
          return outcome(target);
        });
        for (const other of outcomes) expect(other).toEqual(outcomes[0]);
      }),
      { numRuns: 8 },
    );
  });

  it('leaves the same table in whatever order databases with equal numbers are merged one after the other', () => {
    fc.assert(
      fc.property(storiesOf(fc.constant(50)), (stories) => {
        const { files, into } = databases(...stories);
        const outcomes = ORDERS.map((order, i) => {
          for (const index of order) mergeDatabases([files[index]!], `${into}-${i}`);
          return outcome(`${into}-${i}`);
        });
        for (const other of outcomes) expect(other).toEqual(outcomes[0]);
      }),
      { numRuns: 5 },
    );
  });

  it('reads only, and refuses itself, older files and rows that are not what their keys say, with nothing merged', () => {
    const { files, into } = databases([done(1)], [done(5), done(6)]);
    const before = files.map(dump);
    mergeDatabases(files, into);
    expect(files.map(dump)).toEqual(before);

    const merged = dump(into);
    expect(errorOf(() => mergeDatabases([files[0]!, into], into)).code).toBe('TRACKER_MERGE');
    const old = `${into}-old`;
    oldDatabase(old, 3);
    expect(errorOf(() => mergeDatabases([old], into)).code).toBe('TRACKER_OLDER');
    const forged = databases([undefined, undefined, done(7)]).files[0]!;
    const db = new Sqlite(forged);
    db.exec(`UPDATE runs SET identity = json_set(identity, '$.shots', 8)`);
    db.close();
    const error = errorOf(() => mergeDatabases([files[1]!, forged], into));
    expect(error).toMatchObject({ code: 'TRACKER_CORRUPT', message: expect.stringContaining(keyOf(2).slice(0, 12)) });
    expect(dump(into)).toEqual(merged);
  });
});
