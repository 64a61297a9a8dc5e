import { type RunState, summarize } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { newDatabase, record } from '../../../test/sample-results.ts';
import { fillSweep } from '../../../test/sample-sweep.ts';
import { coverageOf, type RunCounts } from './coverage-of.ts';

describe('coverage', () => {
  it('counts each run once, at its place', () => {
    const { tracker } = newDatabase();
    fillSweep(tracker);
    const runs = tracker.runs();
    const running = new Set(runs.filter(({ state }) => state === 'running').map(({ key }) => key));
    const { rows, datasets, shots, total, unplanned } = coverageOf(summarize(runs), running);

    // The obvious way: for each place, look at all runs.
    for (const { method, protocol, cells } of rows) {
      datasets.forEach((dataset, d) =>
        shots.forEach((count, s) => {
          const own = runs.filter(({ identity: one }) => {
            return one.method === method && one.protocol === protocol && one.dataset === dataset && one.shots === count;
          });
          const ofState = (...states: RunState[]) => own.filter(({ state }) => states.includes(state)).length;
          const unfinished = ofState('queued', 'interrupted', 'stale');
          const expected: RunCounts = [ofState('done'), ofState('running'), unfinished, ofState('failed')];
          expect(cells[d]![s], `${method} on ${dataset} at ${count}`).toEqual(expected);
        }),
      );
    }
    expect(total.reduce((sum, count) => sum + count, 0)).toBe(runs.length);
    expect([total, unplanned]).toEqual([[144, 2, 2, 2], 0]);
  });

  it('tells what was never planned from what is pending', () => {
    const { tracker } = newDatabase();
    record(tracker, 50, { dataset: 'dtd', shots: 1 });
    record(tracker, 'queued', { dataset: 'pets', shots: 1 });
    record(tracker, 'failed', { dataset: 'pets', shots: 4, method: 'zero-shot' });
    const { rows, unplanned } = coverageOf(summarize(tracker.runs()), new Set());
    expect(rows.map(({ method, cells }) => [method, cells])).toEqual([
      [
        'taskres',
        [
          [[1, 0, 0, 0], null],
          [[0, 0, 1, 0], null],
        ],
      ],
      [
        'zero-shot',
        [
          [null, null],
          [null, [0, 0, 0, 1]],
        ],
      ],
    ]);
    expect(unplanned).toBe(5);
  });

  it('counts runs of several metrics once', () => {
    const { tracker } = newDatabase();
    record(tracker, 50);
    const [cell] = summarize(tracker.runs());
    const { total } = coverageOf(
      [
        { ...cell!, metric: 'base' },
        { ...cell!, metric: 'novel' },
      ],
      new Set(),
    );
    expect(total).toEqual([1, 0, 0, 0]);
  });
});
