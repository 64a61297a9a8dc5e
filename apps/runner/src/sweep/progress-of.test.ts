import type { RunState } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import type { PlannedCell } from './plan.ts';
import { progressOf } from './progress-of.ts';

function cellOf(key: string, method: string, shots: number, variant = ''): PlannedCell {
  return { key, variant, identity: { method, dataset: 'dtd', shots } } as unknown as PlannedCell;
}

describe('progressOf', () => {
  it('counts the states of each method on each set, and adds up what is left', () => {
    const states: Record<string, RunState> = { a: 'done', b: 'failed', c: 'stale', d: 'running', e: 'invalid' };
    Object.assign(states, { f: 'queued', g: 'interrupted' });
    const kind = { method: 'm', dataset: 'dtd', evaluation: 'few-shot', runs: 3 } as const;
    const groups = progressOf(
      [
        ...['a', 'b', 'c', 'd', 'e', 'f'].map((key) => cellOf(key, 'm', 1)),
        cellOf('g', 'm', 4),
        cellOf('absent', 'm', 16),
        cellOf('other', 'm', 1, 'alpha=1'),
      ],
      {
        states: new Map(Object.entries(states)),
        durations: [
          { ...kind, variant: '', shots: 1, medianSeconds: 2.5 },
          { ...kind, variant: '', shots: 4, medianSeconds: 7 },
          { ...kind, variant: '', shots: 1, evaluation: 'transfer', medianSeconds: 100 },
        ],
      },
    );
    expect(groups).toEqual([
      {
        ...{ method: 'm', dataset: 'dtd', cells: 8, done: 1, failed: 1, stale: 1, running: 1, invalid: 1, missing: 3 },
        ...{ seconds: 2.5 + 2.5 + 7, untimed: 1 },
      },
      {
        ...{ method: 'm (alpha=1)', dataset: 'dtd', cells: 1, done: 0, failed: 0, stale: 0, running: 0, invalid: 0 },
        ...{ missing: 1, seconds: 0, untimed: 1 },
      },
    ]);
  });
});
