import { join } from 'node:path';

import { codeOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { cellWith, provenance, resultOf } from '../test/fixtures.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import {
  baseToNovelScore,
  type Evaluation,
  EVALUATION_KINDS,
  evaluationKind,
  runKey,
  targetScore,
  targetsOf,
  Tracker,
} from './index.ts';

const targets = [{ name: 'sketch', hash: '22222222' }];
const evaluations: readonly (Evaluation | undefined)[] = [
  undefined,
  { kind: 'base-to-novel' },
  { kind: 'transfer', targets },
  { kind: 'shifted', targets },
];

describe('scores', () => {
  it('name what tables look for', () => {
    const { accuracy, metrics } = baseToNovelScore(80, 40);
    expect([accuracy, metrics['base'], metrics['novel']]).toEqual([80, 80, 40]);
    // 2 · 80 · 40 / 120
    expect(metrics['harmonicMean']).toBeCloseTo(53.3333333, 6);
    expect(targetScore(90, { sketch: 50, paint: 70 })).toEqual({
      accuracy: 60,
      metrics: { source: 90, 'target:sketch': 50, 'target:paint': 70, targetMean: 60 },
    });
  });
});

describe('evaluations in the store', () => {
  it('are read back, filtered and counted apart', () => {
    const tracker = Tracker.open(join(temporaryFolder(), 'runs.db'), { now: () => 0, isAlive: () => undefined });
    const cells = evaluations.map((evaluation) => cellWith({ evaluation }));
    tracker.enqueue(cells, 'test');
    const key = runKey(cells[1]!.identity);
    tracker.claim([key], 'me', provenance);
    tracker.complete(key, 'me', { ...resultOf(80), ...baseToNovelScore(80, 40) });

    expect(evaluations.map((evaluation) => evaluationKind({ evaluation }))).toEqual(EVALUATION_KINDS);
    for (const [i, kind] of EVALUATION_KINDS.entries()) {
      const runs = tracker.runs({ evaluations: [kind] });
      expect(runs.map(({ identity }) => identity.evaluation)).toEqual([evaluations[i]]);
      expect(targetsOf(runs[0]!.identity.evaluation)).toEqual(i < 2 ? [] : targets);
    }
    expect(tracker.counts()).toMatchObject({ queued: 3, done: 1 });
    expect(tracker.counts({ evaluations: ['few-shot'] })).toMatchObject({ queued: 1, done: 0 });
    tracker.close();
  });

  it('need targets where the kind has some', () => {
    const tracker = Tracker.open(':memory:', { now: () => 0, isAlive: () => undefined });
    const cell = cellWith({ evaluation: { kind: 'transfer', targets: [] } });
    expect(codeOf(() => tracker.enqueue([cell], 'test'))).toBe('TRACKER_IDENTITY');
    tracker.close();
  });
});
