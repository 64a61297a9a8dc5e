import type { RunResult } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import type { PlannedCell } from './plan.ts';
import { SweepReporter } from './reporter.ts';

const cellOf = (seed: number): PlannedCell =>
  ({ key: `${seed}`, variant: '', identity: { method: 'm', dataset: 'dtd', shots: 1, seed } }) as PlannedCell;
const result = { accuracy: 50, fitSeconds: 1, evaluateSeconds: 0.25 } as RunResult;

/** What a reporter writes, one entry for each write. */
function written(isTTY: boolean, report: (reporter: SweepReporter, tick: (ms: number) => void) => void): string[] {
  const texts: string[] = [];
  let now = 0;
  const reporter = new SweepReporter({ isTTY, columns: 120, write: (text) => texts.push(text) }, () => now);
  report(reporter, (ms) => (now += ms));
  return texts.map((text) => text.replace('\r\u001b[K', '')).filter((text) => text !== '');
}

describe('SweepReporter', () => {
  it('shows on a terminal all cells that are running and the time left', () => {
    const texts = written(true, (reporter, tick) => {
      reporter.start(10, 4);
      reporter.cellStarted(cellOf(1));
      reporter.cellStarted(cellOf(2));
      tick(60_000);
      reporter.cellProgress(cellOf(2), { fraction: 0.5, note: 'step 5/10' });
      tick(50);
      reporter.cellProgress(cellOf(2), { fraction: 0.6, note: 'too soon after the last one' });
      reporter.cellDone(cellOf(2), result);
      tick(100);
      reporter.cellStarted(cellOf(3));
    });
    expect(texts).toEqual([
      '10 cells, 4 of them already there\n',
      '[ 4/10] dtd, 1 shot, m, seed 1',
      '[ 4/10] dtd, 1 shot, m, seed 1 | dtd, 1 shot, m, seed 2',
      '[ 4/10] dtd, 1 shot, m, seed 1 | dtd, 1 shot, m, seed 2: step 5/10',
      '[ 5/10] dtd, 1 shot, m, seed 2: 50.00 % in 1.3 s\n',
      '[ 5/10] about 6 min left: dtd, 1 shot, m, seed 1 | dtd, 1 shot, m, seed 3',
    ]);
  });

  it('writes elsewhere one line for each outcome', () => {
    const texts = written(false, (reporter) => {
      reporter.start(3, 0);
      reporter.cellStarted(cellOf(1));
      reporter.cellRetried(cellOf(1), 'worker ended by SIGKILL');
      reporter.cellStarted(cellOf(1));
      reporter.cellProgress(cellOf(1), { fraction: 0.5, note: 'step' });
      reporter.cellFailed(cellOf(1), 'the loss is NaN');
      reporter.waiting(2);
      reporter.waiting(2);
      reporter.waiting(1);
      reporter.end();
    });
    expect(texts).toEqual([
      '3 cells\n',
      'dtd, 1 shot, m, seed 1: worker ended by SIGKILL; it is tried again\n',
      '[1/3] dtd, 1 shot, m, seed 1: failed: the loss is NaN\n',
      'waiting for 2 cells that another runner holds\n',
      'waiting for 1 cell that another runner holds\n',
    ]);
  });
});
