import { describe, expect, it } from 'vitest';

import { cellWith, provenance, resultOf } from '../test/fixtures.ts';
import { type Cell, runKey, Tracker } from './index.ts';

let clock = 0;
const open = (): Tracker => Tracker.open(':memory:', { now: () => (clock += 1), isAlive: () => true });

function complete(tracker: Tracker, cell: Cell, fitSeconds: number): void {
  tracker.enqueue([cell], 'test');
  const key = runKey(cell.identity);
  tracker.claim([key], 'me', provenance);
  tracker.complete(key, 'me', { ...resultOf(50), fitSeconds, evaluateSeconds: 0.5 });
}

/** The slow way. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

describe('durations', () => {
  it('has the median of each method, variant, dataset and shot count, of done runs only', () => {
    const tracker = open();
    const seconds = { 1: [3, 1, 20], 4: [7, 2, 2.5, 40] };
    for (const [shots, fits] of Object.entries(seconds)) {
      fits.forEach((fit, seed) => complete(tracker, cellWith({ seed, shots: Number(shots) }), fit));
    }
    complete(tracker, cellWith({ config: { alpha: 9 }, shots: 1 }, 'alpha=9'), 100);
    complete(tracker, cellWith({ dataset: 'other', shots: 1 }), 100);
    const failed = cellWith({ seed: 99, shots: 1 });
    tracker.enqueue([failed], 'test');
    tracker.claim([runKey(failed.identity)], 'me', provenance);
    tracker.fail(runKey(failed.identity), 'me', { code: 'X', message: 'x' });

    const found = tracker.durations({ methods: ['taskres', 'absent'], datasets: ['pets'] });
    expect(found.map(({ variant, shots, runs, medianSeconds }) => [variant, shots, runs, medianSeconds])).toEqual([
      ['', 1, 3, median(seconds[1]) + 0.5],
      ['', 4, 4, median(seconds[4]) + 0.5],
      ['alpha=9', 1, 1, 100.5],
    ]);
    expect(tracker.durations({ methods: [], datasets: ['pets'] })).toEqual([]);
    tracker.close();
  });
});

describe('latest', () => {
  it('has the runs of a state that began last, newest first', () => {
    const tracker = open();
    const cells = [1, 2, 3, 4].map((seed) => cellWith({ seed }));
    tracker.enqueue(cells, 'test');
    for (const { identity } of cells) {
      tracker.claim([runKey(identity)], 'me', provenance);
      if (identity.seed !== 4) tracker.fail(runKey(identity), 'me', { code: 'X', message: `${identity.seed}` });
    }
    expect(tracker.latest(['failed'], 2).map(({ error }) => error?.message)).toEqual(['3', '2']);
    expect(tracker.latest(['running', 'failed'], 9).map(({ identity }) => identity.seed)).toEqual([4, 3, 2, 1]);
    expect(tracker.latest(['stale'], 9)).toEqual([]);
    tracker.close();
  });
});
