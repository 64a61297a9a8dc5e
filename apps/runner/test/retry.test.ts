import { join } from 'node:path';

import { FeatureCache } from '@shotbench/feature-cache';
import { runKey, Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { provenance } from '../src/provenance.ts';
import { planSweep } from '../src/sweep/plan.ts';
import { featureFolder } from './feature-folder.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

/** Asks Git, which takes its time. */
const PLACE = provenance(1);

/** A database with a failed, a stale, an invalid and a queued run of four seeds, and one that failed with a version of the method that is no more. */
function prepared() {
  const cwd = temporaryFolder();
  const cache = new FeatureCache(join(cwd, '.cache/features'));
  cache.importFolder(featureFolder(cwd, 'one'), {});
  const methods = [{ method: 'taskres', config: { epochs: 3 } }];
  const request = { features: ['one'], methods, shots: [4], seeds: [1, 2, 3, 4], executor: 'onnx' };
  const { cells } = planSweep(request, cache);
  const identity = { ...cells[0]!.identity, methodVersion: 99 };
  const old = { ...cells[0]!, identity, key: runKey(identity) };
  const open = () => Tracker.open(join(cwd, 'results/shotbench.sqlite'), { now: Date.now, isAlive: () => true });
  const tracker = open();
  tracker.enqueue([...cells, old], 'test');
  const [failed, stale, invalid, queued] = cells.map(({ key }) => key) as [string, string, string, string];
  for (const key of [failed, old.key, stale, invalid]) tracker.claim([key], 'me', PLACE);
  for (const key of [failed, old.key]) tracker.fail(key, 'me', { code: 'DIVERGED', message: 'the loss is NaN' });
  tracker.abandon(stale, 'me', 'killed');
  tracker.complete(invalid, 'me', {
    ...{
      accuracy: 1,
      metrics: {},
      details: {},
      trainableParameters: 1,
      fitSeconds: 1,
      evaluateSeconds: 1,
      testCount: 100,
    },
  });
  tracker.invalidate([invalid], 'wrong labels');
  tracker.close();
  return {
    cwd,
    cache,
    keys: { failed, stale, invalid, queued, old: old.key },
    open,
    version: cells[0]!.identity.methodVersion,
  };
}

describe('shotbench retry', { timeout: 300_000 }, () => {
  it('runs again what is asked for, as it was, and nothing else', async () => {
    const { cwd, keys, open, version } = prepared();
    const first = await shotbench(['retry', '--failed', '--workers', '1'], cwd);
    expect(first.stderr).toContain(
      'shotbench: error: 1 run cannot be run again: taskres has version ' +
        `${version} now, not 99; run the sweep again for rows of the new version\n`,
    );
    expect(first.stderr).toContain('cells: 1 run, 0 already there; results in results/shotbench.sqlite\n');
    expect(first.stdout).toMatch(/^taskres \(epochs=3\) /m);
    expect(first.code).toBe(1);

    const second = await shotbench(['retry', '--stale', '--invalid', '--workers', '1'], cwd);
    expect(second.stderr).toContain('cells: 2 run');
    expect(second.code).toBe(0);
    const tracker = open();
    const states = tracker.states(Object.values(keys));
    expect(Object.entries(keys).map(([name, key]) => [name, states.get(key)])).toEqual([
      ...['failed', 'stale', 'invalid'].map((name) => [name, 'done']),
      ['queued', 'queued'],
      ['old', 'failed'],
    ]);
    expect(tracker.events(keys.invalid).at(-1)).toMatchObject({
      ...{ kind: 'requeued', reason: 'asked for' },
      before: { state: 'invalid', accuracy: 1 },
    });
    expect(tracker.get(keys.invalid)!.result!.accuracy).toBeGreaterThan(1);
    tracker.close();
  });

  it('runs nothing on a set that has changed, or that no filter lets through', async () => {
    const { cwd, cache, keys, open } = prepared();
    const other = await shotbench(['retry', '--failed', '--methods', 'clap'], cwd);
    expect(other).toMatchObject({ code: 0, stderr: 'no failed runs to run again in results/shotbench.sqlite\n' });
    cache.importFolder(featureFolder(cwd, 'one', { phase: 9 }), { replace: true });
    const changed = await shotbench(['retry', '--stale'], cwd);
    expect(changed.stderr).toMatch(
      /^shotbench: error: 1 run cannot be run again: feature set "one" has hash [0-9a-f]{12} now, not [0-9a-f]{12}; run the sweep again/,
    );
    expect(changed.code).toBe(1);
    const nothing = await shotbench(['retry'], cwd);
    expect(nothing.stderr).toContain('give --failed, --stale or --invalid');
    const tracker = open();
    expect(tracker.states([keys.stale]).get(keys.stale)).toBe('stale');
    tracker.close();
  });
});
