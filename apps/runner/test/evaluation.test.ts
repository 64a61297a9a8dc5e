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
import { verifySets } from '../src/sweep/verify-sets.ts';
import { featureFolder } from './feature-folder.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

describe('shotbench run --base-to-novel', { timeout: 120_000 }, () => {
  it('refuses methods that know their own classes alone, and keeps out of the few-shot table', async () => {
    const cwd = temporaryFolder();
    await shotbench(['features', 'import', featureFolder(cwd, 'animals')], cwd);
    const grid = ['--features', 'animals', '--shots', '2,4', '--seeds', '1,2'];
    const refused = await shotbench(['run', ...grid, '--methods', 'taskres', '--base-to-novel'], cwd);
    expect(refused.stderr).toBe(
      'shotbench: error: taskres cannot name classes that it was not trained on, which base-to-novel asks for; leave out taskres\n',
    );
    expect(refused.code).toBe(1);

    const methods = ['--methods', 'zero-shot,clip-adapter', '--set', 'clip-adapter.epochs=3'];
    const run = await shotbench(['run', ...grid, ...methods, '--base-to-novel'], cwd);
    expect(run.stderr).toMatch(/^\[\d\/6\] animals, 4 shots, zero-shot, base to novel: base \d+\.\d\d %, novel \d+/m);
    expect(run.stdout).toMatch(/^base to novel · 2 shots · made up · protocol fixed\n/);
    expect(run.code).toBe(0);
    expect((await shotbench(['table', '--base-to-novel'], cwd)).stdout).toBe(run.stdout);
    expect((await shotbench(['table'], cwd)).stdout).toBe('no runs\n');
  });
});

describe('an experiment with targets', { timeout: 120_000 }, () => {
  const animals = ['ant', 'bee', 'cat', 'dog'];

  function cacheWithSets(): { cwd: string; cache: FeatureCache } {
    const cwd = temporaryFolder();
    const cache = new FeatureCache(join(cwd, 'cache'));
    cache.importFolder(featureFolder(cwd, 'animals'), {});
    cache.importFolder(featureFolder(cwd, 'drawn', { classNames: [...animals].reverse(), phase: 50 }), {});
    const birds = ['auk', 'bat', 'coot', 'duck'];
    cache.importFolder(featureFolder(cwd, 'birds', { classNames: birds, phase: 70 }), {});
    return { cwd, cache };
  }

  function planOf(changes: Partial<ExperimentOptions>, cache: FeatureCache) {
    const experiment = defineExperiment({
      ...{ title: 'Targets', features: ['animals'], methods: ['zero-shot', 'taskres'], shots: [4], seeds: [1, 2] },
      ...changes,
    });
    const options = { executor: 'onnx', db: '', cache: '' };
    return planSweep(requestFromExperiment(experiment, options, cache).request, cache);
  }

  async function tableOf(plan: ReturnType<typeof planOf>, cwd: string, cache: FeatureCache): Promise<string> {
    verifySets(plan, cache);
    const tracker = Tracker.open(join(cwd, 'results.sqlite'), { now: Date.now, isAlive: () => true });
    const summary = await runSweep({
      ...{ plan, plannedBy: 'targets', tracker, owner: 'test', workers: 1 },
      provenance: provenance(1),
      startRunner: (signal) => new LocalRunner({ cache, threads: 1, signal }),
      signal: new AbortController().signal,
      reporter: new SweepReporter({ write: () => undefined }, () => 0),
    });
    expect(summary).toMatchObject({ ran: plan.cells.length, failed: 0 });
    const table = tableOfRuns(
      tracker,
      plan.cells.map(({ key }) => key),
    );
    tracker.close();
    return table;
  }

  it('tests any method on shifted sets', async () => {
    const { cwd, cache } = cacheWithSets();
    const plan = planOf({ evaluation: { shiftedTo: ['drawn', 'animals'] } }, cache);
    expect(plan.refusals).toEqual([]);
    expect(plan.cells[0]!.identity.evaluation).toEqual({
      kind: 'shifted',
      targets: ['animals', 'drawn'].map((name) => ({ name, hash: cache.info(name)!.hash })),
    });
    const table = await tableOf(plan, cwd, cache);
    expect(table).toMatch(/^4 shots · made up · protocol fixed · trained on animals\n/);
    expect(table).toMatch(/^method +animals \(source\) +animals +drawn +target mean$/m);
    // The same test images twice over.
    expect(table).toMatch(/^zero-shot +(\d+\.\d\d)[*°]? +\1[*°]? /m);
    expect(table).toMatch(/^taskres +\d+\.\d\d ± /m);
  });

  it('tests those that can name new classes on other sets', async () => {
    const { cwd, cache } = cacheWithSets();
    const plan = planOf({ evaluation: { transferTo: ['birds', 'drawn'] } }, cache);
    expect(plan.refusals).toEqual([expect.stringContaining('taskres cannot name classes that it was not trained on')]);
    expect(await tableOf(plan, cwd, cache)).toMatch(/^zero-shot( +\d+\.\d\d){4}$/m);
  });

  it('has other keys than the few-shot one, and for each version of a target', () => {
    const { cwd, cache } = cacheWithSets();
    const evaluations: ExperimentOptions['evaluation'][] = [
      undefined,
      'base-to-novel',
      { transferTo: ['birds'] },
      { shiftedTo: ['drawn'] },
    ];
    const keyOf = (evaluation: ExperimentOptions['evaluation']) =>
      planOf({ methods: ['zero-shot'], ...(evaluation && { evaluation }) }, cache).cells[0]!.key;
    const keys = evaluations.map(keyOf);
    expect(new Set(keys).size).toBe(4);
    cache.importFolder(featureFolder(cwd, 'birds', { phase: 80 }), { replace: true });
    const after = evaluations.map(keyOf);
    expect(after.map((key, i) => key === keys[i])).toEqual([true, true, false, true]);
  });

  it.each([['novel-to-base'], [{ transferTo: [] }], [{ transferTo: ['a'], shiftedTo: ['b'] }]])(
    'refuses the evaluation %j',
    (evaluation) => {
      const options = { title: 'x', features: ['a'], methods: ['b'], shots: [1], seeds: [1] };
      expect(() => defineExperiment({ ...options, evaluation: evaluation as never })).toThrow(
        'the experiment is wrong: evaluation',
      );
    },
  );
});
