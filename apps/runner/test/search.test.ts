import { join } from 'node:path';

import { FeatureCache } from '@shotbench/feature-cache';
import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { tableOfRuns } from '../src/commands/table.ts';
import { defineExperiment, type ExperimentOptions } from '../src/experiment.ts';
import { provenance } from '../src/provenance.ts';
import { planSweep } from '../src/sweep/plan.ts';
import { LocalRunner } from '../src/sweep/pool/local-runner.ts';
import { SweepReporter } from '../src/sweep/reporter.ts';
import { requestFromExperiment } from '../src/sweep/request.ts';
import { runSweep } from '../src/sweep/run-sweep.ts';
import { featureFolder } from './feature-folder.ts';
import { temporaryFolder } from './shotbench.ts';

const OPTIONS = { executor: 'onnx', db: '', cache: '' };

function cacheWithSet(): { cwd: string; cache: FeatureCache } {
  const cwd = temporaryFolder();
  const cache = new FeatureCache(join(cwd, 'cache'));
  cache.importFolder(featureFolder(cwd, 'set'), {});
  return { cwd, cache };
}

/** The cells of an experiment with these methods on one set at four shots with two seeds. */
function planOf(methods: ExperimentOptions['methods'], cache: FeatureCache, shots = [4]) {
  const experiment = defineExperiment({ title: 'Search', features: ['set'], methods, shots, seeds: [1, 2] });
  return planSweep(requestFromExperiment(experiment, OPTIONS, cache).request, cache);
}

describe('an experiment that searches', { timeout: 120_000 }, () => {
  it('runs the plain and the searched method side by side and files each under its protocol', async () => {
    const { cwd, cache } = cacheWithSet();
    const config = { epochs: 3 };
    const random = {
      kind: 'random',
      trials: 2,
      space: { learningRate: { low: 1e-3, high: 1, scale: 'log' } },
    } as const;
    const plan = planOf(
      [
        { method: 'taskres', config },
        { method: 'taskres', config, search: { kind: 'grid', space: { alpha: [0.5, 30], learningRate: [2e-3, 0.1] } } },
        { method: 'taskres', config, search: random },
      ],
      cache,
    );
    expect(plan.refusals).toEqual([]);
    expect(plan.cells.map(({ variant, identity }) => [identity.method, identity.protocol, variant])).toEqual(
      [
        ['taskres', 'fixed', 'epochs=3'],
        [
          'taskres-search',
          'few-shot-val',
          'epochs=3, search.space.alpha=[0.5,30], search.space.learningRate=[0.002,0.1]',
        ],
        [
          'taskres-search',
          'few-shot-val',
          'alpha=0.5, epochs=3, search.kind="random", search.seed=1, ' +
            'search.space.learningRate={"low":0.001,"high":1,"scale":"log"}, search.trials=2',
        ],
      ].flatMap((cell) => [cell, cell]),
    );
    expect(new Set(plan.cells.map(({ key }) => key)).size).toBe(6);

    const tracker = Tracker.open(join(cwd, 'results.sqlite'), { now: Date.now, isAlive: () => true });
    const progress: string[] = [];
    let now = 0;
    const summary = await runSweep({
      ...{ plan, plannedBy: 'search', tracker, owner: 'test', workers: 1 },
      provenance: provenance(1),
      startRunner: (signal) => new LocalRunner({ cache, threads: 1, signal }),
      signal: new AbortController().signal,
      reporter: new SweepReporter(
        { isTTY: true, columns: 400, write: (text) => progress.push(text) },
        () => (now += 1000),
      ),
    });
    expect(summary).toMatchObject({ ran: 6, failed: 0 });
    expect(progress.join('')).toContain('trials 1 to 4 of 4: best so far ');

    for (const run of tracker.runs().filter(({ identity }) => identity.method === 'taskres-search')) {
      const { search } = run.result!.details as unknown as {
        search: { chosen: object; trials: { settings: object }[] };
      };
      expect(search.trials).toHaveLength(run.variant.includes('random') ? 2 : 4);
      expect(search.trials.map(({ settings }) => settings)).toContainEqual(search.chosen);
      expect(run.result!.details).toMatchObject({ epochs: 3 });
    }
    const table = tableOfRuns(
      tracker,
      plan.cells.map(({ key }) => key),
    );
    tracker.close();
    const [fixed, tuned] = table.split('protocol few-shot-val');
    expect(fixed).toMatch(/protocol fixed\n\nmethod .*\ntaskres \(epochs=3\) /);
    expect(fixed).not.toContain('taskres-search');
    expect(tuned!.match(/^taskres-search \(/gm)).toHaveLength(2);
  });

  it('labels the default search of a method by nothing, and another space or order by what differs', () => {
    const { cache } = cacheWithSet();
    const variant = (search: object) =>
      planOf([{ method: 'taskres', search: search as { kind: 'grid' } }], cache).cells[0]!.variant;
    expect(variant({ kind: 'grid' })).toBe('');
    expect(variant({ kind: 'grid', space: { alpha: [1, 0.5] } })).toBe(
      'learningRate=0.002, search.space.alpha=[1,0.5]',
    );
    expect(variant({ kind: 'grid', on: 'test-oracle' })).toBe('search.on="test-oracle"');
  });

  it('searches a method that has no space of its own over a given one', () => {
    const { cache } = cacheWithSet();
    const search = { kind: 'grid', space: { learningRate: [1e-3, 1e-2] } } as const;
    const [cell] = planOf([{ method: 'tip-adapter-f', search }], cache).cells;
    expect(cell!.identity).toMatchObject({ method: 'tip-adapter-f-search', protocol: 'few-shot-val' });
    expect(cell!.variant).toContain('search={"kind":"grid"');
  });

  it('is refused before anything is computed', () => {
    const { cache } = cacheWithSet();
    const plan = (method: string, search: object, config = {}) =>
      planOf([{ method, config, search: search as { kind: 'grid' } }], cache);
    expect(() => plan('taskres', { kind: 'grid', space: { alfa: [1] } })).toThrow(
      'settings of taskres-search are wrong: search.space.alfa: is no setting of taskres; expected some of alpha, ',
    );
    expect(() => plan('taskres', { kind: 'grid', space: { alpha: [1, -1] } })).toThrow(
      'settings of taskres-search are wrong: search.space.alpha: Too small: expected number to be >0, with {"alpha":-1}; "shotbench methods"',
    );
    expect(() => plan('taskres', { kind: 'grid' }, { alpha: 1 })).toThrow('alpha: is searched, but also set to 1');
    expect(() => plan('zero-shot', { kind: 'grid' })).toThrow('search.space: nothing to search');
    // A search chooses on validation images, of which there are none at 0 shots.
    const search = { kind: 'grid' } as const;
    expect(planOf([{ method: 'taskres', search }], cache, [0])).toMatchObject({
      cells: [],
      refusals: ['taskres-search needs training images; 0 shots is for methods that need none'],
    });
    expect(planOf([{ method: 'taskres', search: { ...search, on: 'full-val' } }], cache).refusals).toEqual([
      expect.stringContaining('taskres-search is set to full-val, but feature set "set" has no whole validation split'),
    ]);
    expect(() =>
      defineExperiment({
        title: 'x',
        features: ['a'],
        methods: [{ method: 'b', search: 1 as never }],
        shots: [1],
        seeds: [1],
      }),
    ).toThrow('methods.0');
  });
});
