import { join } from 'node:path';

import { FeatureCache } from '@shotbench/feature-cache';
import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { currentOwner } from '../src/owner.ts';
import { provenance } from '../src/provenance.ts';
import { status } from '../src/status.ts';
import { planSweep } from '../src/sweep/plan.ts';
import { featureFolder } from './feature-folder.ts';
import { temporaryFolder } from './shotbench.ts';

/** Asks Git, which takes its time. */
const PLACE = provenance(1);

describe('shotbench status', () => {
  it('says who runs what, what failed and why, and what to do', () => {
    const folder = temporaryFolder();
    const cache = new FeatureCache(join(folder, 'cache'));
    cache.importFolder(featureFolder(folder, 'one'), {});
    const methods = [{ method: 'taskres', config: {} }];
    const seeds = Array.from({ length: 12 }, (_, i) => i + 1);
    const { cells } = planSweep({ features: ['one'], methods, shots: [4], seeds, executor: 'onnx' }, cache);
    const keys = cells.map(({ key }) => key);
    const file = join(folder, 'runs.sqlite');
    let now = 0;
    const tracker = Tracker.open(file, { now: () => now, isAlive: () => undefined });
    tracker.enqueue(cells, 'test');
    const claim = (key: string, owner: string): void => {
      now += 1000;
      expect(tracker.claim([key], owner, PLACE)).toBe(key);
    };
    for (const key of keys.slice(0, 7)) {
      claim(key, 'me');
      tracker.fail(key, 'me', { code: 'DIVERGED', message: `the loss is NaN after ${now} ms` });
    }
    const result = { accuracy: 50, metrics: {}, details: {}, trainableParameters: 1, testCount: 100 };
    claim(keys[7]!, 'me');
    tracker.complete(keys[7]!, 'me', { ...result, fitSeconds: 1, evaluateSeconds: 1 });
    tracker.invalidate([keys[7]!], 'wrong labels');
    claim(keys[8]!, 'me');
    tracker.abandon(keys[8]!, 'me', 'worker ended by SIGKILL');
    claim(keys[9]!, currentOwner());
    claim(keys[10]!, 'elsewhere/pid/17/1');
    // A process of this machine that is no more: none starts twice in one clock tick.
    claim(keys[11]!, currentOwner().replace(/\d+$/, '1'));
    tracker.close();

    const text = status(file, () => now + 30_000);
    expect(text).toContain('12 runs, 3 running, 1 stale, 7 failed, 1 invalid\n');
    expect(text).toMatch(/one, 4 shots, taskres, seed 10: for 32 s by process \d+ on \S+$/m);
    expect(text).toContain(
      'one, 4 shots, taskres, seed 11: for 31 s by process 17 on elsewhere, last heard of 31 s ago\n',
    );
    if (process.platform === 'linux') expect(text).toMatch(/seed 12: for 30 s by process \d+ on \S+, which is gone$/m);
    expect(text).toContain(
      '\nfailed, the last 5 of 7\n  one, 4 shots, taskres, seed 7: DIVERGED: the loss is NaN after 7000 ms\n',
    );
    expect(text).not.toContain('seed 2:');
    expect(text).toContain('\nstale\n  one, 4 shots, taskres, seed 9: worker ended by SIGKILL\n');
    expect(text).toContain('\ninvalid\n  one, 4 shots, taskres, seed 8: wrong labels\n');
    expect(text).toContain(
      'wait to be run: the command that asked for them goes on with them\n"shotbench retry --failed"',
    );
  });

  it('has little to say of an empty database, and needs one', () => {
    const file = join(temporaryFolder(), 'runs.sqlite');
    expect(() => status(file)).toThrow('does not exist; expected a results file');
    Tracker.open(file, { now: Date.now, isAlive: () => true }).close();
    expect(status(file)).toBe('0 runs\n');
  });
});
