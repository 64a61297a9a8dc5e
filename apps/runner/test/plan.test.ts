import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { FeatureCache } from '@shotbench/feature-cache';
import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { plan } from '../src/plan.ts';
import { provenance } from '../src/provenance.ts';
import { planSweep } from '../src/sweep/plan.ts';
import { requestFromOptions } from '../src/sweep/request.ts';
import { featureFolder } from './feature-folder.ts';
import { temporaryFolder } from './shotbench.ts';

/** Asks Git, which takes its time. */
const PLACE = provenance(1);

const HEAD = 'method     dataset  cells  done  failed  stale  running  invalid  missing  time left\n';

function prepared() {
  const folder = temporaryFolder();
  const places = { cache: join(folder, 'cache'), db: join(folder, 'runs.sqlite') };
  const cache = new FeatureCache(places.cache);
  cache.importFolder(featureFolder(folder, 'one'), {});
  const options = {
    ...{ ...places, features: ['one'], methods: ['zero-shot', 'taskres'], shots: [1, 4], seeds: [1, 2, 3] },
    ...{ executor: 'onnx', workers: 2 },
  };
  const methods = options.methods.map((method) => ({ method, config: {} }));
  const { cells } = planSweep({ ...options, methods }, cache);
  return { places, options, cells };
}

describe('shotbench plan', () => {
  it('works without a database, and makes none', async () => {
    const { places, options } = prepared();
    expect(await plan(undefined, options)).toBe(
      HEAD +
        'zero-shot  one          2     -       -      -        -        -        2          ?\n' +
        'taskres    one          6     -       -      -        -        -        6          ?\n' +
        '\n8 cells, 0 done, 8 to run; no cell of these kinds has been timed yet\n',
    );
    expect(existsSync(places.db)).toBe(false);
  });

  it('asks for searches and views in rows of their own', async () => {
    const { options } = prepared();
    const asked = { ...options, methods: ['clip-adapter'], search: { kind: 'grid' } as const, views: 1 };
    const text = await plan(undefined, asked);
    expect(text).toContain('clip-adapter-search');
    const { places } = prepared();
    const cache = new FeatureCache(places.cache);
    const { cells } = planSweep(requestFromOptions({ ...asked, ...places }), cache);
    expect(cells[0]!.identity).toMatchObject({ method: 'clip-adapter-search', views: 1, protocol: 'few-shot-val' });
    expect(cells[0]!.variant).toContain('views=1');
  });

  it('counts what is there, and says how long the rest will take', async () => {
    const { places, options, cells } = prepared();
    const tracker = Tracker.open(places.db, { now: Date.now, isAlive: () => true });
    tracker.enqueue(cells, 'test');
    const keysOf = (method: string, shots: number) =>
      cells.filter(({ identity }) => identity.method === method && identity.shots === shots).map(({ key }) => key);
    const [fast, slow] = [keysOf('taskres', 1), keysOf('taskres', 4)];
    const result = { accuracy: 50, metrics: {}, details: {}, trainableParameters: 1, testCount: 100 };
    for (const [key, fitSeconds] of [
      [fast[0]!, 60],
      [slow[0]!, 120],
    ] as const) {
      tracker.claim([key], 'me', PLACE);
      tracker.complete(key, 'me', { ...result, fitSeconds, evaluateSeconds: 0 });
    }
    tracker.claim([fast[1]!], 'me', PLACE);
    tracker.fail(fast[1]!, 'me', { code: 'X', message: 'x' });
    tracker.claim([slow[1]!], 'me', PLACE);
    tracker.abandon(slow[1]!, 'me', 'killed');
    tracker.claim([slow[2]!], 'me', PLACE);
    tracker.close();
    // To run: one of 60 s, one of 120 s, on two workers; and two that nobody has timed.
    expect(await plan(undefined, options)).toBe(
      HEAD +
        'zero-shot  one          2     -       -      -        -        -        2          ?\n' +
        'taskres    one          6     2       1      1        1        -        1      2 min\n' +
        '\n8 cells, 2 done, 4 to run, 1 running, 1 failed; about 2 min with 2 workers, not counting 2 of kinds that have not been timed yet\n',
    );
  });

  it('says what of an experiment is not there, and which of it run brings along', async () => {
    const { options } = prepared();
    const { methods: _, features: __, ...rest } = options;
    const text = await plan('built-in', { ...rest, only: ['zero-shot'] });
    expect(text).toMatch(/^skipped: feature set "people-actions" is not in .* yet; "shotbench run" extracts it$/m);
    expect(text).toMatch(/\nno cells\n$/);
    const named = await plan('clip-vit-b32', { ...rest, features: ['one', 'dtd'], only: ['zero-shot'] });
    expect(named).toContain('2 cells, 0 done, 2 to run');
    expect(named).toMatch(/^skipped: feature set "dtd" is not in .*; import it with "shotbench features import/m);
    await expect(plan(undefined, { ...rest, features: ['subgroups'], methods: ['taskres'] })).rejects.toThrow(
      '"shotbench run" extracts it',
    );
  });
});
