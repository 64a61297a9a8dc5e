import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { FeatureCache } from '@shotbench/feature-cache';
import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { defineExperiment } from '../src/experiment.ts';
import { requestFromExperiment } from '../src/sweep/request.ts';
import { featureFolder } from './feature-folder.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

const GRID = ['--methods', 'zero-shot,linear-probe,taskres', '--shots', '1,4', '--seeds', '1..3'];

async function imported(...sets: { name: string; text?: boolean }[]): Promise<string> {
  const cwd = temporaryFolder();
  for (const { name, text = true } of sets) {
    const folder = featureFolder(cwd, name, { text });
    const { code, stdout } = await shotbench(['features', 'import', folder, '--name', name], cwd);
    expect(code).toBe(0);
    expect(stdout).toContain(`imported ${name}: 4 classes, 8 features`);
  }
  return cwd;
}

describe('shotbench run', { timeout: 300_000 }, () => {
  it('runs a grid, runs nothing twice, adds what is new, and prints tables of it', async () => {
    const cwd = await imported({ name: 'one' }, { name: 'two' });
    const dry = await shotbench(['run', '--features', 'one,two', ...GRID, '--dry-run'], cwd);
    expect(dry.stdout).toContain('20 cells, 0 done, 20 to run');
    expect(existsSync(join(cwd, 'results'))).toBe(false);
    const first = await shotbench(['run', '--features', 'one,two', ...GRID], cwd);
    expect(first.stderr).toContain('20 cells\n');
    expect(first.stderr).toMatch(/\[20\/20\] two, \d shots?, [a-z-]+(, seed \d)?: \d+\.\d\d % in \d+\.\d s\n/);
    expect(first.stderr).toContain('cells: 20 run, 0 already there; results in results/shotbench.sqlite\n');
    expect(first.stdout).toMatch(/^1 shot · made up · protocol fixed\n/);
    expect(first.stdout).toMatch(/^1 shot · made up · protocol few-shot-val\n/m);
    expect(first.code).toBe(0);

    const again = await shotbench(['run', '--features', 'one,two', ...GRID], cwd);
    expect(again.stderr).toContain('cells: 0 run, 20 already there');
    expect(again.stdout).toBe(first.stdout);

    const more = await shotbench(['run', '--features', 'one,two', ...GRID.slice(0, -1), '1..4'], cwd);
    expect(more.stderr).toContain('cells: 4 run, 20 already there');

    const mixed = (await shotbench(['table', '--mix-protocols', '--shots', '1'], cwd)).stdout;
    expect(mixed).toMatch(/^1 shot · made up\n\nmethod +protocol +one +two/);

    const csv = (await shotbench(['table', '--format', 'csv'], cwd)).stdout.split('\n');
    expect(csv[0]).toBe('dataset,shots,method,protocol,n,mean,std,interval95,backbone,failed,missing,best,second');
    expect(csv.filter((line) => line.startsWith('one,4,'))).toEqual([
      expect.stringMatching(/^one,4,linear-probe,few-shot-val,1,\d+\.\d{4},,,made up,0,0,[01],[01]$/),
      expect.stringMatching(/^one,4,taskres,fixed,4,\d+\.\d{4},\d+\.\d{4},\d+\.\d{4},made up,0,0,[01],[01]$/),
      expect.stringMatching(/^one,4,zero-shot,fixed,1,\d+\.\d{4},,,made up,0,0,[01],[01]$/),
    ]);
    const json = await shotbench(['table', '--format', 'json', '--features', 'two', '--shots', '1'], cwd);
    expect(JSON.parse(json.stdout)).toHaveLength(3);
  });

  it('stores accuracy, configuration, durations and provenance of every cell', async () => {
    const cwd = await imported({ name: 'one' });
    const args = ['--features', 'one', '--methods', 'taskres', '--shots', '2', '--seeds', '7'];
    await shotbench(['run', ...args, '--set', 'taskres.alpha=1', '--threads', '1', '--db', 'deep/er.sqlite'], cwd);
    const tracker = Tracker.openReadOnly(join(cwd, 'deep/er.sqlite'));
    const [run] = tracker.runs();
    const [predictions, ...others] = tracker.predictions(run!.key);
    const log = tracker.log(run!.key);
    tracker.close();
    expect(run).toMatchObject({
      state: 'done',
      attempts: 1,
      variant: 'alpha=1',
      identity: { method: 'taskres', shots: 2, seed: 7, config: { alpha: 1, learningRate: 2e-3, epochs: null } },
      result: {
        ...{ testCount: 100, trainableParameters: 32, details: { epochs: 100, steps: 100 } },
        ...{ cpuSeconds: expect.any(Number), peakMemoryBytes: expect.any(Number) },
      },
      provenance: { threads: 1, node: process.version },
    });
    expect(run?.result?.fitSeconds).toBeGreaterThan(0);
    expect(run!.result!.cpuSeconds).toBeGreaterThan(0);
    // A Node process alone has tens of megabytes.
    expect(run!.result!.peakMemoryBytes).toBeGreaterThan(20e6);
    expect(others).toEqual([]);
    const { classes, testSet } = predictions!;
    expect(classes.filter((c, i) => c === testSet.labels[i]).length).toBe(run!.result!.accuracy);
    expect(log).toMatch(/^\d+\.\d\d s: .*\n$/ms);
    expect(run?.provenance?.versions).toHaveProperty('onnxruntime-node', '1.30.0');
  });

  it('gives the same numbers on the plain JavaScript executor, in rows of their own', async () => {
    const cwd = await imported({ name: 'one' });
    for (const executor of ['onnx', 'cpu']) {
      await shotbench(['run', '--features', 'one', ...GRID, '--executor', executor], cwd);
    }
    const { stdout } = await shotbench(['table', '--format', 'csv'], cwd);
    const means = new Map(stdout.split('\n').map((line) => [line.split(',').slice(0, 3).join(), line.split(',')[5]]));
    expect(means.size).toBeGreaterThan(12);
    for (const method of ['zero-shot', 'linear-probe', 'taskres']) {
      for (const shots of [1, 4]) {
        expect(means.get(`one,${shots},${method} [cpu]`)).toBe(means.get(`one,${shots},${method}`));
      }
    }
  });

  it('runs methods that need no text on a set without it, and refuses the others', async () => {
    const cwd = await imported({ name: 'mute', text: false });
    const textOnly = ['--methods', 'zero-shot', '--shots', '1,4', '--seeds', '1'];
    const refused = await shotbench(['run', '--features', 'mute', ...textOnly], cwd);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('zero-shot needs text features, but feature set "mute" has none (text: false)');
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(join(cwd, 'results'))).toBe(false);

    const mixed = await shotbench(['run', '--features', 'mute', ...GRID], cwd);
    expect(mixed.code).toBe(1);
    expect(mixed.stderr).toMatch(/^shotbench: error: taskres needs text features/m);
    expect(mixed.stderr).toContain('cells: 2 run');

    const imagesOnly = ['--methods', 'linear-probe', '--shots', '1,4', '--seeds', '1'];
    const allowed = await shotbench(['run', '--features', 'mute', ...imagesOnly], cwd);
    expect(allowed.code).toBe(0);
    expect(allowed.stderr).toContain('cells: 0 run, 2 already there');
  });

  it('skips, in an experiment, what is not in the cache', async () => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = await shotbench(['run', 'clip-vit-b32'], cwd);
    expect(code).toBe(0);
    expect(stdout).toBe('');
    for (const set of ['dtd', 'oxford-pets', 'caltech101']) {
      expect(stderr).toContain(
        `clip-vit-b32: skipped: feature set "${set}" is not in .cache/features; import it with "shotbench features import FOLDER --name ${set}"\n`,
      );
    }
    expect(stderr.trim().split('\n')).toHaveLength(4);
    expect(existsSync(join(cwd, 'results'))).toBe(false);
  });

  it('narrows an experiment by --only to methods that it has', async () => {
    const cwd = temporaryFolder();
    const alone = await shotbench(['run', '--features', 'x', '--only', 'taskres', '--shots', '1', '--seeds', '1'], cwd);
    expect(alone).toMatchObject({ code: 1, stderr: expect.stringContaining('--only is "taskres", but it narrows') });
    const experiment = { title: 'x', features: ['x'], shots: [1], seeds: [1], methods: ['taskres', 'clap'] };
    const searched = { method: 'taskres', config: { alpha: 1 }, search: { kind: 'grid' } } as const;
    const wanted = (only: string[]) =>
      requestFromExperiment(
        defineExperiment({ ...experiment, methods: [...experiment.methods, searched] }),
        { only, executor: 'onnx', db: '', cache: '' },
        new FeatureCache(cwd),
      ).request.methods;
    expect(wanted(['taskres']).map(({ config }) => config)).toEqual([{}, { alpha: 1 }]);
    expect(wanted(['taskres-search', 'clap']).map(({ method }) => method)).toEqual(['clap', 'taskres']);
    expect(() => wanted(['gda'])).toThrow(
      '--only names "gda", which the experiment does not have; expected some of taskres, clap, taskres-search; --methods adds others',
    );
  });

  it('runs an experiment narrowed by options', async () => {
    const cwd = temporaryFolder();
    const args = [
      'run',
      'built-in',
      '--features',
      'subgroups',
      '--methods',
      'zero-shot,taskres',
      '--shots',
      '1',
      '--seeds',
      '2',
    ];
    const { code, stderr } = await shotbench(args, cwd);
    expect(code).toBe(0);
    expect(stderr).toContain('cells: 2 run');
    expect(stderr).toContain('extracted subgroups');
    expect(stderr).toContain('subgroups, 1 shot, taskres (alpha=8), seed 2');
  });
});
