import { Tracker } from '@shotbench/tracker';
import { describe, expect, it, onTestFinished } from 'vitest';

import { fillLive, LiveSweep, OWNER, PROVENANCE } from '../../../test/live-sweep.ts';
import { cellWith } from '../../../test/sample-results.ts';
import { readSnapshot } from '../../results/read-snapshot.ts';
import { type Live, liveApi } from './live-api.ts';

const NOW = 1_764_460_800_000;

async function liveOf(fill: (sweep: LiveSweep, now: number) => void, rows?: number): Promise<Live> {
  const sweep = new LiveSweep(NOW);
  fill(sweep, NOW);
  const tracker = Tracker.openReadOnly(sweep.file);
  onTestFinished(() => tracker.close());
  return liveApi.answer({ tracker, snapshot: readSnapshot(tracker, 'v') }, rows === undefined ? {} : { rows });
}

describe('the live view', () => {
  it('knows the runs of each state as the tracker does', async () => {
    const live = await liveOf(fillLive);
    expect(live.counts).toMatchObject({ done: 35, running: 2, failed: 3, stale: 1, interrupted: 1, queued: 8 });
    expect([live.total, live.donePercent]).toEqual([50, 70]);
    expect(live.running).toMatchObject({
      total: 2,
      runs: [
        { owner: 'process 99 on gpu-box', startedAt: NOW - 200_000, heartbeatAt: NOW - 95_000, seed: 2, variant: '' },
        { owner: 'process 4711 on bench-1', startedAt: NOW - 12_000, heartbeatAt: NOW - 3000, variant: 'ratio=0.6' },
      ],
    });
    expect(live.failed.runs.map(({ reason }) => reason)).toEqual(
      [330, 200, 70].map((step) => `DIVERGED: the loss is NaN in step ${step}; a smaller learning rate may help`),
    );
    const times = live.finished.runs.map(({ finishedAt }) => finishedAt!);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(live.finished.runs[0]).toMatchObject({ accuracy: 75.62, seconds: 42, state: 'done', reason: null });
    expect(new Map(live.givenUp.runs.map(({ state, reason }) => [state, reason]))).toEqual(
      new Map([
        ['stale', 'worker ended by SIGKILL'],
        ['interrupted', 'given back before its end'],
      ]),
    );
  });

  it('shows as many as asked for, and counts all', async () => {
    const live = await liveOf(fillLive, 1);
    for (const list of [live.running, live.failed, live.finished, live.givenUp]) expect(list.runs).toHaveLength(1);
    expect([live.running.total, live.failed.total, live.finished.total, live.givenUp.total]).toEqual([2, 3, 35, 2]);
    expect([live.plans.length, live.morePlans]).toEqual([1, 2]);
  });

  it('tells plans apart, those that move first', async () => {
    const { plans } = await liveOf(fillLive);
    expect(
      plans.map(({ plannedBy, total, done, running, waiting, failed }) => [
        plannedBy,
        total,
        done,
        running,
        waiting,
        failed,
      ]),
    ).toEqual([
      ['experiment prompt-learning', 2, 0, 2, 0, 0],
      ['shotbench run --methods taskres', 45, 35, 0, 7, 3],
      ['test', 3, 0, 0, 3, 0],
    ]);
  });

  it('never calls all done what is not', async () => {
    const live = await liveOf((sweep) => {
      sweep.plan({ seed: 2000 });
      const result = {
        accuracy: 50,
        metrics: {},
        details: {},
        trainableParameters: 1,
        fitSeconds: 1,
        evaluateSeconds: 1,
      };
      const runs = Array.from({ length: 2000 }, (_, seed) => cellWith({ seed }));
      sweep.tracker.record(
        runs.map((cell) => ({ ...cell, provenance: PROVENANCE, result: { ...result, testCount: 1 } })),
        OWNER,
      );
    }, 1);
    expect([live.counts.done, live.total, live.donePercent]).toEqual([2000, 2001, 99.9]);
  });
});
