import { runKey, type RunIdentity } from '@shotbench/tracker';
import { describe, expect, it, onTestFinished } from 'vitest';

import { cellWith, newDatabase, record, recordSeeds } from '../../../test/sample-results.ts';
import { Snapshot } from '../../results/snapshot.ts';
import { startDashboard } from '../../start-dashboard.ts';
import { runApi } from './run-api.ts';
import { runRelations } from './run-relations.ts';

type Fill = (tracker: ReturnType<typeof newDatabase>['tracker']) => void;

function relationsOf(fill: Fill, identity: Partial<RunIdentity> = {}) {
  const { tracker } = newDatabase();
  fill(tracker);
  const snapshot = new Snapshot('v', tracker.counts(), tracker.runSummaries());
  return runRelations(snapshot, runKey(cellWith(identity).identity));
}

const keyOf = (identity: Partial<RunIdentity>) => runKey(cellWith(identity).identity);

describe('where a run stands', () => {
  it('is among the runs of its cell, and below the best method by the same protocol', () => {
    const relations = relationsOf((tracker) => {
      recordSeeds(tracker, [50, 51, 'failed']);
      recordSeeds(tracker, [60, 64], { method: 'coop' });
      recordSeeds(tracker, [61], { method: 'tip-adapter' });
      recordSeeds(tracker, [90], { method: 'tuned', protocol: 'full-val' });
      recordSeeds(tracker, [91], { method: 'elsewhere', dataset: 'dtd' });
      recordSeeds(tracker, [92], { method: 'later', shots: 1 });
    });
    expect(relations?.cell).toEqual([
      { key: keyOf({ seed: 1 }), seed: 1, state: 'done', accuracy: 50 },
      { key: keyOf({ seed: 2 }), seed: 2, state: 'done', accuracy: 51 },
      { key: keyOf({ seed: 3 }), seed: 3, state: 'failed', accuracy: null },
    ]);
    expect(relations?.mean).toBe(50.5);
    // With the seed of the run.
    const best = { key: keyOf({ method: 'coop' }), seed: 1, state: 'done', accuracy: 60 };
    expect(relations?.best).toEqual({ ...best, method: 'coop', mean: 62 });
  });

  it('names another seed of the best method where that one lacks it', () => {
    const fill: Fill = (tracker) => {
      record(tracker, 50, { seed: 7 });
      record(tracker, 60, { method: 'zero-shot', seed: null });
    };
    expect(relationsOf(fill, { seed: 7 })?.best).toMatchObject({ method: 'zero-shot', seed: null });
    expect(relationsOf(fill, { method: 'zero-shot', seed: null })?.best).toBeNull();
  });

  it('is nowhere for what no table has', () => {
    const fill: Fill = (tracker) => {
      record(tracker, 50);
      record(tracker, 60, { methodVersion: 2 });
    };
    expect(relationsOf(fill)).toMatchObject({ cell: [], mean: null, best: null, listed: { method: 'taskres v1' } });
    expect(relationsOf(fill, { seed: 99 })).toBeUndefined();
  });
});

describe('the API of a run', () => {
  it('refuses digits that begin the keys of several runs', async () => {
    const { file, tracker } = newDatabase();
    const digits = new Map<string, number>();
    let shared: string | undefined;
    for (let seed = 0; shared === undefined; seed++) {
      const first = keyOf({ seed }).slice(0, 4);
      const earlier = digits.get(first);
      digits.set(first, seed);
      if (earlier === undefined) continue;
      for (const one of [earlier, seed]) record(tracker, 50, { seed: one });
      shared = first;
    }
    const dashboard = await startDashboard({ database: file, port: 0 });
    onTestFinished(() => dashboard.close());
    const response = await fetch(new URL(`api/run?key=${shared}`, dashboard.url));
    expect([response.status, await response.text()]).toEqual([
      ...[400, expect.stringMatching(/^"[0-9a-f]{4}" begins the keys of several runs: .*; give more digits\n$/)],
    ]);
  });

  it('is exported for runs that have ended', () => {
    const { tracker } = newDatabase();
    recordSeeds(tracker, [50, 'failed', 'queued']);
    const snapshot = new Snapshot('v', tracker.counts(), tracker.runSummaries());
    expect(runApi.pages({ snapshot, tracker })).toEqual([
      ...[{}, { key: keyOf({ seed: 1 }).slice(0, 12) }, { key: keyOf({ seed: 2 }).slice(0, 12) }],
    ]);
  });
});
