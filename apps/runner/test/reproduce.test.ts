import { join } from 'node:path';

import { FeatureCache, writeFeatureFolder } from '@shotbench/feature-cache';
import { findMethod } from '@shotbench/method-registry';
import { findPaperTable, narrowTable, PAPER_TABLES, settingsFor } from '@shotbench/paper-results';
import { ourResults } from '@shotbench/run-reports';
import { baseToNovelScore, type Cell, runKey, targetScore, Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { reproduceCommand } from '../src/commands/reproduce.ts';
import { provenance } from '../src/provenance.ts';
import { reproduce } from '../src/reproduce/reproduce.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

interface Run {
  readonly method: string;
  readonly accuracy: number;
  readonly settings?: Record<string, unknown>;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly identity?: Partial<Cell['identity']>;
  readonly variant?: string;
  readonly testCount?: number;
}

/** A database of done runs; unless told otherwise on the whole of DTD with RN50 at 16 shots under seed 1. */
function databaseWith(cwd: string, runs: readonly Run[]): string {
  const file = join(cwd, 'results.sqlite');
  const tracker = Tracker.open(file, { now: Date.now, isAlive: () => true });
  for (const { method: id, accuracy, settings = {}, metrics = {}, identity, variant = '', testCount = 1692 } of runs) {
    const method = findMethod(id);
    const config = method.config.parse(settings) as Cell['identity']['config'];
    const cell: Cell = {
      variant,
      identity: {
        ...{ method: id, methodVersion: method.version, config, protocol: 'fixed' },
        ...{ dataset: 'dtd', datasetHash: '11111111aaaaaaaa', backbone: 'RN50', shots: 16, seed: 1 },
        engine: { executor: 'onnx', precision: 'float32', version: 2 },
        ...identity,
      },
    };
    tracker.enqueue([cell], 'test');
    const key = tracker.claim([runKey(cell.identity)], 'me', provenance(1))!;
    const spent = { trainableParameters: 0, fitSeconds: 1, evaluateSeconds: 1 };
    tracker.complete(key, 'me', { accuracy, metrics, details: {}, ...spent, testCount });
  }
  tracker.close();
  return file;
}

/** Puts a feature set of RN50 into the cache, whose rows do not matter. */
function importTinySet(cache: string, name: string): void {
  const rows = { features: Float32Array.of(1, 0, 0, 1), labels: Int32Array.of(0, 1) };
  writeFeatureFolder(join(cache, '..', name), {
    ...{ name, backbone: 'RN50', featureDim: 2, logitScale: 100, classNames: ['x', 'y'], text: rows.features },
    ...{ draws: [{ shots: 1, train: rows, validation: rows }], test: rows },
  });
  new FeatureCache(cache).importFolder(join(cache, '..', name), {});
}

function withSeeds(accuracies: readonly number[], run: Omit<Run, 'accuracy'>): Run[] {
  return accuracies.map((accuracy, i) => ({ ...run, accuracy, identity: { ...run.identity, seed: i + 1 } }));
}

const BY_DEFAULT = { format: 'text', tolerance: 1 } as const;

describe('shotbench reproduce', { timeout: 120_000 }, () => {
  /** Printed on DTD at 16 shots: 63.70 for CoOp, 65.96 for CLIP-Adapter, 42.32 for zero-shot CLIP. */
  const runs: Run[] = [
    // The interval of these three is 63.00 ± 1.24.
    ...withSeeds([62.5, 63, 63.5], { method: 'coop' }),
    { method: 'clip-adapter', accuracy: 65.1 },
    { method: 'zero-shot', accuracy: 42.3, identity: { shots: 1, seed: null } },
    // Of another protocol, and of other settings.
    { method: 'tip-adapter', accuracy: 60, identity: { protocol: 'few-shot-val' } },
    { method: 'taskres', accuracy: 66 },
    { method: 'linear-probe', accuracy: 1, identity: { protocol: 'few-shot-val' } },
    { method: 'coop', accuracy: 99, identity: { backbone: 'ViT-B/32', datasetHash: '22222222bbbbbbbb' } },
  ];

  it('prints the table, and its exit code says whether any number is off', async () => {
    const cwd = temporaryFolder();
    databaseWith(cwd, runs);
    const args = ['reproduce', 'taskres-few-shot', '--shots', '16', '--db', 'results.sqlite', '--tolerance', '0.5'];
    const { code, stdout, stderr } = await shotbench(args, cwd);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^few-shot · 16 shots · RN50 · accuracy$/m);
    expect(stdout).toMatch(/^zero-shot CLIP +paper .*\n +ours .* 42\.30 .*\n +Δ +-0\.02~$/m);
    expect(stdout).toMatch(/^CoOp +paper .*\n +ours .* 63\.00 .*\n +Δ +-0\.70=$/m);
    expect(stdout).toMatch(/^CLIP-Adapter +paper .*\n +ours .* 65\.10 .*\n +Δ +-0\.86!$/m);
    expect(stdout).toMatch(/^Tip-Adapter +paper .*\n +ours .* 60\.00 .*\n +Δ +-0\.93\?$/m);
    expect(stdout).toContain('not comparable: Tip-Adapter: protocol few-shot-val, in the source full-val (1 cell)');
    expect(stdout).toContain(
      'not comparable: TaskRes, re-run by HC: settings by default, in the source alpha=1, learningRate=0.001 (1 cell)',
    );
    expect(stdout).toContain(': 1 within our interval, 1 within 0.5 points, 1 off, 2 not comparable, 61 missing; 11');
    expect(stdout).toContain('off: CLIP-Adapter, dtd, 16 shots: ours 65.10, -0.86 points');
  });

  it('has other formats, and a list of the tables', () => {
    const cwd = temporaryFolder();
    const options = { ...BY_DEFAULT, db: databaseWith(cwd, runs), cache: join(cwd, 'cache'), shots: [16] };
    const csv = reproduce('taskres-few-shot', { ...options, format: 'csv' });
    expect(csv.exitCode).toBe(0);
    expect(csv.output.split('\n')).toContain(
      'taskres-few-shot,few-shot,RN50,accuracy,16,CoOp,dtd,within-interval,63.70,fixed,ape,APE_results.ipynb,log,,' +
        '63.0000,1.2421,3,fixed,-0.7000,',
    );
    const json = JSON.parse(reproduce('taskres-few-shot', { ...options, format: 'json' }).output) as {
      missing: unknown;
    };
    expect(json).toMatchObject({ tolerance: 1, counts: { off: 0, 'within-interval': 1 } });
    expect(json.missing).toContainEqual('shotbench model pull timm/resnet50_clip.openai --into models/RN50');
    const markdown = reproduce('taskres-few-shot', { ...options, format: 'markdown' });
    expect(markdown.output).toContain('| 63.70 / 63.00 (-0.70=) |');
    const list = reproduce(undefined, options);
    expect(list.output).toMatch(/^taskres-few-shot +RN50 +286 +1\.0 % +0 +TaskRes's few-shot comparison/m);
  });

  it('says which commands would fill it, without a database', async () => {
    const cwd = temporaryFolder();
    const { stdout, stderr, code } = await shotbench(['reproduce', 'taskres-domain-generalisation'], cwd);
    expect(stderr).toBe('there is no database results/shotbench.sqlite: nothing of ours is compared\n');
    expect(code).toBe(0);
    expect(stdout).toContain('# data/imagenet-rendition: ImageNet-R, https://github.com/hendrycks/imagenet-r\n');
    expect(stdout).toMatch(/^shotbench features extract .* --dataset imagenet-a --name imagenet-a-RN50$/m);
    expect(stdout).toMatch(/^ {2}evaluation: { shiftedTo: \['imagenetv2-RN50', 'imagenet-sketch-RN50', /m);
    expect(stdout).toMatch(/^shotbench run taskres-domain-generalisation --model models\/RN50$/m);
  });

  it('uses features that are there', () => {
    const cwd = temporaryFolder();
    const options = { ...BY_DEFAULT, db: join(cwd, 'none.sqlite'), cache: join(cwd, 'cache'), shots: [1, 2] };
    importTinySet(options.cache, 'dtd');
    const { output } = reproduce('taskres-few-shot', options);
    const lines = output.split('\n');
    expect(lines).toContain(
      'shotbench features extract --model models/RN50 --root data --dataset eurosat --name eurosat-RN50 --views 20',
    );
    expect(lines).toContainEqual(expect.stringMatching(/^shotbench features .* --name imagenet-RN50-taskres .*"itap/));
    expect(output).not.toMatch(/features extract .*--dataset dtd/);
    expect(lines).toContain(
      'shotbench run --features dtd --methods tip-adapter,tip-adapter-f --shots 1,2 --seeds 1..3 ' +
        '--set tip-adapter.alpha=2 --set tip-adapter.betaScale=13 --set tip-adapter.alphaScale=13 ' +
        '--set tip-adapter.selectOn=full-val --set tip-adapter-f.alpha=2 --set tip-adapter-f.betaScale=13 ' +
        '--set tip-adapter-f.alphaScale=13 --set tip-adapter-f.selectOn=test-oracle --set tip-adapter-f.epoch=best',
    );
    expect(output).toMatch(/^shotbench run --features imagenet-RN50 --methods coop,.* --model models\/RN50$/m);
    const masks = reproduce('r-amt-few-shot', options);
    expect(masks.output).toContain('# not to be filled\nUPT: Shotbench has no method "upt"\n');
    expect(masks.output).toMatch(/ --methods linear-probe,vpt-deep,amt,r-amt .* --model models\/ViT-B-16 --images /);
    expect(masks.output).toContain(' --images dtd-ViT-B-16=data/dtd/images');
  });

  it('refuses what it does not know, in one line', async () => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = await shotbench(['reproduce', 'taskres'], cwd);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^shotbench: error: there is no table "taskres"; expected one of taskres-few-shot, .*\n$/);
    const tolerance = reproduceCommand({ exitCode: 0 }).exitOverride();
    expect(() => tolerance.parse(['--tolerance', 'much'], { from: 'user' })).toThrow(
      '--tolerance is "much"; expected points from 0 to 100',
    );
  });
});

describe('ourResults', () => {
  function resultsOf(id: string, runs: readonly Run[], backbone?: string) {
    const tracker = Tracker.openReadOnly(databaseWith(temporaryFolder(), runs));
    try {
      return ourResults(tracker, narrowTable(findPaperTable(id), backbone === undefined ? {} : { backbone }));
    } finally {
      tracker.close();
    }
  }

  it('has base, novel and their harmonic mean of each seed', () => {
    const run = (base: number, novel: number, seed: number): Run => ({
      ...{ method: 'cocoop', ...baseToNovelScore(base, novel) },
      identity: { dataset: 'dtd-ViT-B-16', backbone: 'ViT-B-16', seed, evaluation: { kind: 'base-to-novel' } },
    });
    const results = resultsOf('apex-base-to-novel', [run(80, 60, 1), run(60, 60, 2)]);
    const origin = { key: expect.stringMatching(/^[0-9a-f]{64}$/), method: 'cocoop', set: 'dtd-ViT-B-16' };
    const found = { method: 'cocoop', dataset: 'dtd', shots: 16, backbone: 'ViT-B/16', settings: {}, differences: [] };
    const common = { ...found, origin };
    expect(results).toEqual([
      { ...common, metric: 'base', values: [80, 60], protocol: 'fixed' },
      { ...common, metric: 'novel', values: [60, 60], protocol: 'fixed' },
      { ...common, metric: 'harmonicMean', values: [(2 * 80 * 60) / 140, 60], protocol: 'fixed' },
    ]);
  });

  it('has the source and each target of shifted sets', () => {
    const targets = ['imagenet-a-RN50', 'imagenetv2'].map((name) => ({ name, hash: name }));
    const run: Run = {
      ...{ method: 'coop', settings: { epochs: 50 }, variant: 'epochs=50', testCount: 50_000 + 7500 + 10_000 },
      ...targetScore(63, { 'imagenet-a-RN50': 23, imagenetv2: 55 }),
      identity: { dataset: 'imagenet', evaluation: { kind: 'shifted', targets } },
    };
    const results = resultsOf('taskres-domain-generalisation', [run]);
    expect(results.map(({ dataset, values, metric }) => [dataset, values, metric])).toEqual([
      ['imagenet', [63], 'accuracy'],
      ['imagenet-a', [23], 'accuracy'],
      ['imagenetv2', [55], 'accuracy'],
    ]);
    expect(results.map(({ settings, differences }) => [settings, differences])).toEqual(
      Array(3).fill([{ epochs: 50 }, []]),
    );
  });

  it('tells where not all published test images were seen', () => {
    const [result] = resultsOf('taskres-few-shot', [{ method: 'coop', accuracy: 50, testCount: 1000 }]);
    expect(result!.differences).toEqual(['tested on 1000 images of 1692 that are published']);
  });

  it('takes sets that were made for a method over others, and none that were made for another', () => {
    const run = (method: string, dataset: string, accuracy: number): Run => ({
      ...{ method, accuracy, identity: { dataset, datasetHash: dataset } },
    });
    const results = resultsOf('taskres-few-shot', [
      run('tip-adapter', 'dtd-RN50', 1),
      run('tip-adapter', 'dtd-RN50-tip', 2),
      run('tip-adapter', 'eurosat', 3),
      run('coop', 'dtd-RN50', 4),
      run('coop', 'dtd-RN50-tip', 5),
      run('coop', 'dtd-RN101', 6),
    ]);
    expect(results.map(({ method, dataset, values }) => [method, dataset, ...values])).toEqual([
      ['coop', 'dtd', 4],
      ['tip-adapter', 'dtd', 2],
      ['tip-adapter', 'eurosat', 3],
    ]);
  });
});

describe('the settings of papers', () => {
  const cases = PAPER_TABLES.flatMap(({ id, rows, columns, trainedOn }) =>
    rows.flatMap((row) => (trainedOn ? [trainedOn] : columns).map((dataset) => ({ id, row, dataset }))),
  );

  it('are such as our methods take, and none is the default, which a run would not be told from', () => {
    let checked = 0;
    for (const { row, dataset } of cases) {
      const settings = settingsFor(row, dataset);
      if (Object.keys(settings).length === 0) continue;
      const { config } = findMethod(row.method);
      const [defaults, parsed] = [config.parse({}), config.parse(settings)] as Record<string, unknown>[];
      for (const key of Object.keys(settings)) expect(parsed![key], `${row.label}.${key}`).not.toEqual(defaults![key]);
      checked++;
    }
    expect(checked).toBeGreaterThan(100);
  });
});
