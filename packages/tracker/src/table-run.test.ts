import { describe, expect, it } from 'vitest';

import { cellWith, provenance, resultOf } from '../test/fixtures.ts';
import {
  baseToNovelScore,
  type Cell,
  evaluationCells,
  runKey,
  type RunResult,
  type RunSummary,
  summarize,
  type TableRun,
  targetScore,
  toTableRun,
  Tracker,
} from './index.ts';

/** A store with runs of every evaluation, state and dimension. */
function filled(): Tracker {
  let now = 1000;
  const tracker = Tracker.open(':memory:', { now: () => now++, isAlive: () => true });
  const done = (cell: Cell, changes: Partial<RunResult> = {}) => {
    tracker.enqueue([cell], 'test');
    const key = runKey(cell.identity);
    tracker.claim([key], 'me', provenance);
    tracker.complete(key, 'me', { ...resultOf(50 + now / 1000), ...changes });
    return key;
  };
  const targets = [
    { name: 'drawn', hash: 'aa' },
    { name: 'shot', hash: 'bb' },
  ];
  for (const seed of [1, 2, null]) {
    done(cellWith({ seed }));
    done(cellWith({ seed, dataset: 'a "quoted"\nset', config: { alpha: 1 } }, 'alpha=1'));
    done(cellWith({ seed, methodVersion: 2, method: 'coop' }));
    done(cellWith({ seed, evaluation: { kind: 'base-to-novel' } }), baseToNovelScore(80, 60));
    done(cellWith({ seed, evaluation: { kind: 'shifted', targets } }), targetScore(80, { drawn: 10, shot: 20 }));
  }
  done(cellWith({ method: 'coop', methodVersion: 1 }));
  done(cellWith({ shots: 4, engine: { executor: 'cpu', precision: 'float64', version: 2 } }));
  tracker.invalidate([done(cellWith({ seed: 9 }))], 'a test');
  tracker.enqueue([cellWith({ seed: 3 })], 'test');
  return tracker;
}

/** `id` is what the source makes of it, and metrics of few-shot runs stay where they are. */
function comparable(runs: ReturnType<Tracker['tableRuns']>) {
  return runs
    .map(({ kind: { id: _, ...kind }, metrics, ...run }) => ({ ...run, kind, metrics: kind.evaluation && metrics }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

describe('Tracker.tableRuns', () => {
  const tracker = filled();

  it('reads what the whole rows hold', () => {
    const light = tracker.tableRuns();
    expect(light).toHaveLength(19);
    expect(comparable(light)).toEqual(comparable(tracker.runs().map(toTableRun)));
  });

  it('makes the tables that the whole rows make', () => {
    const [light, whole] = [tracker.tableRuns(), tracker.runs()];
    expect(summarize(light)).toEqual(summarize(whole));
    expect(summarize(light).length).toBeGreaterThan(3);
    for (const kind of ['base-to-novel', 'shifted'] as const) {
      expect(evaluationCells(light, kind)).toEqual(evaluationCells(whole, kind));
      expect(evaluationCells(light, kind)[0]).toMatchObject({ n: 3 });
    }
  });

  it('filters as runs are filtered', () => {
    const some = tracker.runs().flatMap(({ key }, i) => (i % 3 === 0 ? [key] : []));
    for (const filter of [
      ...[{ methods: ['coop'] }, { evaluations: ['shifted' as const], shots: [16] }, { keys: [] }, { keys: some }],
      { keys: some, methods: ['taskres'], evaluations: ['few-shot' as const, 'shifted' as const] },
      { states: ['queued' as const, 'invalid' as const], datasets: ['pets'] },
    ]) {
      const whole = tracker.runs(filter).map(toTableRun);
      expect(comparable(tracker.tableRuns(filter))).toEqual(comparable(whole));
      expect(
        tracker
          .runSummaries(filter)
          .map(({ key }) => key)
          .sort(),
      ).toEqual(whole.map(({ key }) => key).sort());
    }
  });
});

describe('Tracker.runSummaries', () => {
  it('has of each run what its whole row holds', () => {
    const tracker = filled();
    const lost = cellWith({ seed: 4 });
    tracker.enqueue([lost], 'another plan');
    tracker.claim([runKey(lost.identity)], 'me', provenance);
    tracker.fail(runKey(lost.identity), 'me', { code: 'DIVERGED', message: 'the loss is NaN' });
    const byKey = <T extends { readonly key: string }>(runs: T[]) => runs.sort((a, b) => (a.key < b.key ? -1 : 1));
    const summaries = byKey(tracker.runSummaries());
    expect(comparable(summaries.map(toTable))).toEqual(comparable(tracker.runs().map(toTableRun)));
    expect(summaries.map(({ errorCode }) => errorCode).filter((code) => code !== null)).toEqual(['DIVERGED']);
    byKey(tracker.runs()).forEach(({ result, startedAt, finishedAt, attempts, plannedBy }, i) => {
      expect(summaries[i]).toMatchObject({
        ...{ startedAt, finishedAt, attempts, plannedBy },
        trainableParameters: result?.trainableParameters ?? null,
        fitSeconds: result?.fitSeconds ?? null,
        evaluateSeconds: result?.evaluateSeconds ?? null,
        testCount: result?.testCount ?? null,
        cpuSeconds: result?.cpuSeconds ?? null,
        peakMemoryBytes: result?.peakMemoryBytes ?? null,
      });
    });
    tracker.close();
  });
});

/** What of a summary tables need. */
function toTable({ key, kind, seed, state, createdAt, accuracy, seconds, metrics }: RunSummary): TableRun {
  return { key, kind, seed, state, createdAt, accuracy, seconds, metrics };
}

describe('raising the version of a method', () => {
  it('hides its old rows from tables and deletes none', () => {
    const tracker = filled();
    const before = summarize(tracker.tableRuns());
    expect(before.some(({ method }) => method === 'coop')).toBe(true);
    tracker.enqueue([cellWith({ method: 'coop', methodVersion: 3 })], 'test');
    const cell = summarize(tracker.tableRuns()).find(({ method }) => method === 'coop');
    expect(cell).toMatchObject({ n: 0, missing: 1 });
    expect(tracker.runs({ methods: ['coop'], states: ['done'] })).toHaveLength(4);
  });
});
