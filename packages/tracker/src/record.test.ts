import { describe, expect, it } from 'vitest';

import { cellWith, provenance, resultOf } from '../test/fixtures.ts';
import { runKey, Tracker, UNKNOWN_DATASET_HASH } from './index.ts';

const open = () => Tracker.open(':memory:', { now: () => 5000, isAlive: () => true });
const externalRun = (accuracy: number, seed = 1) => {
  const engine = { executor: 'dassl', precision: 'float16', version: 0 };
  const cell = cellWith({ method: 'coop', datasetHash: UNKNOWN_DATASET_HASH, seed, engine });
  return { ...cell, result: resultOf(accuracy), provenance };
};

describe('Tracker.record', () => {
  it('stores runs as done, with result, provenance and owner', () => {
    const tracker = open();
    expect(tracker.record([externalRun(60, 1), externalRun(61, 2)], 'import')).toEqual({ added: 2, present: 0 });
    const [first, second] = tracker.runs();
    expect(first).toMatchObject({ state: 'done', attempts: 1, owner: 'import', plannedBy: 'import', provenance });
    expect(first).toMatchObject({ createdAt: 5000, finishedAt: 5000, heartbeatAt: null, error: null });
    expect([first?.result, second?.result?.accuracy]).toEqual([resultOf(60), 61]);
  });

  it('leaves what is there as it is', () => {
    const tracker = open();
    tracker.record([externalRun(60)], 'import');
    const before = tracker.runs();
    expect(tracker.record([externalRun(99), externalRun(62, 2)], 'again')).toEqual({ added: 1, present: 1 });
    expect(tracker.runs({ keys: before.map(({ key }) => key) })).toEqual(before);
    const waiting = cellWith();
    tracker.enqueue([waiting], 'plan');
    tracker.record([{ ...waiting, result: resultOf(50), provenance }], 'import');
    expect(tracker.get(runKey(waiting.identity))?.state).toBe('queued');
  });

  it('stores nothing at all if one of the runs does not fit', () => {
    const tracker = open();
    expect(() => tracker.record([externalRun(60), externalRun(101, 2)], 'import')).toThrow(/accuracy is 101/);
    expect(() => tracker.record([externalRun(60), externalRun(Number.NaN, 2)], 'import')).toThrow(/accuracy is NaN/);
    expect(tracker.runs()).toEqual([]);
  });
});
