import type { Database } from 'better-sqlite3';

import { predictionColumns, type TestSetColumns, toPredictions } from '../predictions.ts';
import type { DatabaseProblem } from './check-database.ts';

const TEST_SETS = `SELECT hash, class_names AS classNames, ids, labels FROM test_sets`;
const PREDICTIONS = `SELECT key, part, test_set AS testSet, classes FROM predictions`;

/** Test sets have the hash that they are stored under, and predictions one entry for each image, each of a class that there is. */
export function* checkPredictions(db: Database): Generator<DatabaseProblem> {
  const sizes = new Map<string, { images: number; classes: number }>();
  for (const set of db.prepare(TEST_SETS).iterate() as IterableIterator<TestSetColumns>) {
    sizes.set(set.hash, {
      images: set.labels.length / 2,
      classes: (JSON.parse(set.classNames) as unknown[]).length,
    });
    const problem = problemOf(set);
    if (problem !== undefined) yield { table: 'test_sets', row: set.hash.slice(0, 12), problem };
  }
  for (const { key, part, testSet, classes } of db.prepare(PREDICTIONS).iterate() as IterableIterator<StoredClasses>) {
    // One that refers to no test set is found as a reference to nothing.
    const size = sizes.get(testSet);
    if (size === undefined) continue;
    const [table, row, what] = ['predictions', key.slice(0, 12), `part "${part}" has`];
    if (classes.length !== size.images * 2) {
      yield {
        table,
        row,
        problem: `${what} ${classes.length / 2} entries; expected ${size.images}, one for each test image`,
      };
    } else {
      const largest = largestOf(classes);
      if (largest >= size.classes) {
        yield { table, row, problem: `${what} an image of class ${largest}; expected 0 to ${size.classes - 1}` };
      }
    }
  }
}

interface StoredClasses {
  readonly key: string;
  readonly part: string;
  readonly testSet: string;
  readonly classes: Buffer;
}

function problemOf(set: TestSetColumns): string | undefined {
  if (set.labels.length % 2 !== 0) return `its labels have ${set.labels.length} bytes; expected two for each image`;
  try {
    // Predictions that are the labels themselves fit any set that fits itself.
    const { testSet } = toPredictions({
      ...set,
      part: '',
      classes: set.labels,
      confidences: set.labels,
      margins: set.labels,
    });
    const none = new Float32Array(testSet.labels.length);
    const columns = predictionColumns({ part: '', testSet, classes: testSet.labels, confidences: none, margins: none });
    const { hash } = columns.testSet;
    return hash === set.hash ? undefined : `its images have the hash ${hash}; expected ${set.hash}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function largestOf(classes: Buffer): number {
  let largest = 0;
  for (let at = 0; at < classes.length; at += 2) largest = Math.max(largest, classes.readUInt16LE(at));
  return largest;
}
