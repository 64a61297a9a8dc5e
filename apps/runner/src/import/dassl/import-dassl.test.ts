import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { dasslLog, type DasslLogOptions, dasslResultLines } from '../../../test/made-up-logs.ts';
import { expectSoundRuns, mutated, resultFile } from '../../../test/import-checks.ts';
import { importDassl } from './import-dassl.ts';

const importLogs = (...texts: string[]) => importDassl(texts.map((text, i) => resultFile(text, `${i}/log.txt`)));
const only = (text: string) => {
  const { runs, skipped } = importLogs(text);
  expect(skipped).toEqual([]);
  expect(runs).toHaveLength(1);
  return runs[0]!;
};
const reasons = (...texts: string[]) => {
  const { runs, skipped } = importLogs(...texts);
  expect(runs).toEqual([]);
  return skipped.map(({ reason }) => reason);
};

describe('a Dassl log', () => {
  it('tells method, settings, dataset, backbone, shots, seed and where it was written', () => {
    const { identity, variant, result, provenance, sources } = only(dasslLog({ seed: 3 }));
    expect(identity).toMatchObject({
      ...{ method: 'coop', methodVersion: 1, protocol: 'fixed', dataset: 'dtd', datasetHash: 'unknown' },
      ...{ backbone: 'RN50', shots: 16, seed: 3, engine: { executor: 'dassl', precision: 'float16', version: 0 } },
    });
    expect(identity.config).toEqual({
      trainer: 'CoOp',
      configFile: 'rn50_ep50.yaml',
      settings: {
        'DATALOADER.TRAIN_X.BATCH_SIZE': '32',
        'DATALOADER.TRAIN_X.SAMPLER': 'RandomSampler',
        'INPUT.SIZE': '(224, 224)',
        'INPUT.TRANSFORMS': "('random_resized_crop', 'random_flip', 'normalize')",
        'MODEL.BACKBONE.PRETRAINED': 'True',
        'OPTIM.LR': '0.002',
        'OPTIM.MAX_EPOCH': '50',
        'TEST.FINAL_MODEL': 'last_step',
        'TEST.SPLIT': 'test',
        'TRAINER.COOP.N_CTX': '16',
        'TRAINER.COOP.PREC': 'fp16',
      },
    });
    expect(variant).toBe('');
    expect(result).toMatchObject({
      testCount: 1692,
      fitSeconds: 5 * 60 + 52,
      metrics: { correct: 1042, macroF1: 60.5 },
    });
    // More exact than the 61.58 % that is printed.
    expect(result.accuracy).toBe(104200 / 1692);
    expect(provenance).toEqual({
      versions: { torch: '1.8.1', python: '3.8 (64-bit runtime)', cuda: '11.1' },
      ...{ platform: 'Ubuntu 20.04.2 LTS (x86_64)', gpus: ['Tesla V100-SXM2-32GB'] },
      ...{ commit: null, dirty: null, host: 'unknown', processor: 'unknown', threads: 0, node: 'none' },
    });
    expect(sources.map(({ path }) => path)).toEqual(['0/log.txt']);
  });

  it.each<[string, DasslLogOptions, object]>([
    ['CoCoOp', { trainer: 'CoCoOp', precision: 'amp' }, { method: 'cocoop', engine: { precision: 'amp' } }],
    ['KgCoOp', { trainer: 'KgCoOp' }, { method: 'kgcoop' }],
    ['ProGrad', { trainer: 'ProGrad', precision: 'fp32' }, { method: 'prograd', engine: { precision: 'float32' } }],
    ['CLIP-Adapter', { trainer: 'CLIP_Adapter' }, { method: 'clip-adapter' }],
    ['a trainer that we do not have', { trainer: 'MaPLe' }, { method: 'maple' }],
    ['a precision that we do not know', { precision: 'bf16' }, { engine: { precision: 'unknown' } }],
    ['a set that is none of the benchmark', { dataset: 'My_Birds' }, { dataset: 'my-birds' }],
    [
      'FGVC aircraft',
      { dataset: 'FGVCAircraft', backbone: 'ViT-B/16' },
      { dataset: 'fgvc-aircraft', backbone: 'ViT-B/16' },
    ],
    [
      'zero-shot CLIP',
      { trainer: 'ZeroshotCLIP', shots: -1, modelFolder: '' },
      { method: 'zero-shot', shots: 0, seed: null },
    ],
    ['no seed', { seed: -1 }, { seed: null }],
    [
      'an epoch that validation images chose',
      { settings: { TEST: ['FINAL_MODEL: best_val'], OPTIM: [] } },
      { protocol: 'few-shot-val' },
    ],
  ])('of %s', (_title, options, identity) => {
    expect(only(dasslLog(options)).identity).toMatchObject(identity);
  });

  it('gives the same identity on another machine', () => {
    const elsewhere = dasslLog()
      .replace('NUM_WORKERS: 8', 'NUM_WORKERS: 2')
      .replaceAll('/data', '/mnt')
      .replaceAll('output/', 'out/');
    expect(only(elsewhere).identity).toEqual(only(dasslLog()).identity);
    expect(only(dasslLog().replace('LR: 0.002', 'LR: 0.003')).identity).not.toEqual(only(dasslLog()).identity);
  });

  it('keeps rows apart by what its configuration and its command line say beside backbone and epochs', () => {
    const variantOf = (configFile: string, opts: string[] = []) => only(dasslLog({ configFile, opts })).variant;
    expect(['rn50', 'rn101_ep50', 'rn50x4_ep100', 'vit_b16_ep100'].map((name) => variantOf(`a/${name}.yaml`))).toEqual([
      '',
      '',
      '',
      '',
    ]);
    expect(variantOf('vit_b16_c4_ep10_batch1_ctxv1.yaml')).toBe('c4_batch1_ctxv1');
    const coop = ['TRAINER.COOP.N_CTX', '16', 'TRAINER.COOP.CSC', 'False', 'TRAINER.COOP.CLASS_TOKEN_POSITION', 'end'];
    expect(variantOf('rn50.yaml', [...coop, 'DATASET.NUM_SHOTS', '16'])).toBe('');
    expect(variantOf('rn50_ctxv1.yaml', coop.with(3, 'True').with(1, '4'))).toBe('ctxv1 n_ctx=4 csc=True');
  });

  it('reads the same through Windows line ends, colours and a byte order mark', () => {
    const plain = only(dasslLog());
    const coloured = dasslLog().replaceAll('=> result', '\u001B[32m=> result\u001B[0m');
    for (const text of [dasslLog().replaceAll('\n', '\r\n'), coloured, `\uFEFF${dasslLog()}`]) {
      expect(only(text)).toMatchObject({ identity: plain.identity, result: plain.result });
    }
  });

  it('counts the last result after training, with one decimal or two', () => {
    const twice = `${dasslLog({ correct: 900 })}${dasslResultLines(1000, 1692).join('\n')}\n`;
    expect(only(twice).result.accuracy).toBe(100000 / 1692);
    expect(only(dasslLog().replace('Finish training', 'Finished training')).result.testCount).toBe(1692);
    expect(only(dasslLog().replace('61.58%', '61.6%')).result.accuracy).toBe(104200 / 1692);
    // Counts that do not belong to the accuracy do not correct it.
    expect(only(dasslLog().replace('61.58%', '71.58%')).result.accuracy).toBe(71.58);
    expect(only(dasslLog().replace('61.58%', '61.61%')).result.accuracy).toBe(61.61);
    expect(only(dasslLog().replace('* total: 1,692\n', '')).result).toMatchObject({ accuracy: 61.58, testCount: 0 });
    expect(only(dasslLog().replace('Elapsed: 0:05:52', 'Elapsed: 1 day, 2:03:04')).result.fitSeconds).toBe(93784);
  });

  it('holds one run for each start that was appended to it, and the last one of a run', () => {
    const { runs } = importLogs(
      [dasslLog({ correct: 900 }), dasslLog({ seed: 2 }), dasslLog({ correct: 950 })].join(''),
    );
    expect(runs.map(({ identity, result }) => [identity.seed, result.metrics.correct])).toEqual([
      [1, 950],
      [2, 1042],
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['a run that crashed after a test between epochs', dasslLog({ crashes: 'training' }), /training did not finish/],
    ['a run that crashed before its test', dasslLog({ crashes: 'testing' }), /there is no result/],
    ['a result without an accuracy', dasslLog().replaceAll(/\* accuracy.*/g, ''), /no accuracy between 0 and 100 %/],
    [
      'an accuracy that is no number',
      dasslLog().replaceAll(/\* accuracy.*/g, '* accuracy: nan%'),
      /no accuracy between/,
    ],
    ['an accuracy above 100', dasslLog().replaceAll(/\* accuracy.*/g, '* accuracy: 161.58%'), /no accuracy between/],
    ['settings without a trainer', dasslLog().replace('  NAME: CoOp', ''), /lack trainer, dataset or backbone/],
    ['all training images', dasslLog({ shots: -1 }), /how many shots/],
    ['all of them by a nought', dasslLog({ shots: 0 }), /learned from all images/],
    ['other classes', dasslLog({ classes: 'rare' }), /its classes are "rare"/],
    ['classes called as objects have it', dasslLog({ classes: 'constructor' }), /its classes are "constructor"/],
    ['validation images', dasslLog({ settings: { TEST: ['SPLIT: val'], OPTIM: [] } }), /validation images/],
    [
      'another set than was learned on',
      dasslLog({ modelFolder: 'output/imagenet/CoOp/rn50_16shots/seed1' }),
      /tests on dtd what was learned on imagenet/,
    ],
    ['half of a pair', dasslLog({ classes: 'base' }), /no log of the same run on the new classes/],
    ['the other half', dasslLog({ classes: 'new', modelFolder: 'output/base2new/dtd' }), /on the base classes/],
    ['something else', 'a diary', /no Dassl log/],
  ])('tells nothing of %s', (_title, text, reason) => {
    expect(reasons(text)).toEqual([expect.stringMatching(reason)]);
  });
});

describe('logs of both halves of a base-to-novel run', () => {
  const half = (classes: string, options: DasslLogOptions = {}) =>
    dasslLog({
      trainer: 'CoCoOp',
      classes,
      total: 1000,
      ...(classes === 'new' && { modelFolder: 'train_base/dtd' }),
      ...options,
    });

  it('make one run for each seed', () => {
    const { runs, skipped } = importLogs(
      ...[half('new', { correct: 500 }), half('base', { correct: 800 }), half('base', { correct: 700, seed: 2 })],
      half('new', { correct: 600, seed: 2, total: 800 }),
    );
    expect(skipped).toEqual([]);
    expect(runs.map(({ identity, sources }) => [identity.seed, sources.map(({ path }) => path)])).toEqual([
      [1, ['1/log.txt', '0/log.txt']],
      [2, ['2/log.txt', '3/log.txt']],
    ]);
    expect(runs[0]!.identity.evaluation).toEqual({ kind: 'base-to-novel' });
    expect(runs[0]!.result).toMatchObject({ accuracy: 80, testCount: 2000, metrics: { base: 80, novel: 50 } });
    expect(runs[0]!.result.metrics.harmonicMean).toBeCloseTo(61.538461538, 8);
    expect(runs[1]!.result).toMatchObject({ accuracy: 70, testCount: 1800, metrics: { base: 70, novel: 75 } });
  });

  it('are never joined across methods, sets, shots, seeds or settings', () => {
    const others: DasslLogOptions[] = [
      ...[{ trainer: 'KgCoOp' }, { dataset: 'EuroSAT' }, { shots: 4 }, { seed: 2 }, { backbone: 'ViT-B/16' }],
      ...[{ precision: 'fp32' }, { configFile: 'other.yaml' }],
    ];
    for (const other of others) {
      expect(
        reasons(half('base', { correct: 9 }), half('new', { correct: 9, modelFolder: 'm', ...other })),
      ).toHaveLength(2);
    }
  });

  it('leave a third one out', () => {
    const { runs, skipped } = importLogs(
      half('base', { correct: 800 }),
      half('base', { correct: 810 }),
      half('new', { correct: 5 }),
    );
    expect(runs).toHaveLength(1);
    expect(runs[0]!.result.accuracy).toBe(80);
    expect(skipped).toEqual([{ path: '1/log.txt', reason: expect.stringContaining('0/log.txt') }]);
  });
});

describe('malformed Dassl logs', () => {
  it('never give anything but sound runs', () => {
    const halves = ['base', 'new'].map((classes) => dasslLog({ trainer: 'CoCoOp', classes }));
    const text = fc.constantFrom(dasslLog(), ...halves, dasslLog({ crashes: 'training' }));
    const words = [
      'nan',
      'inf',
      '-1',
      '1e999',
      '101',
      '99,999,999,999,999,999,999',
      '=> result',
      '** Config **',
      'SEED: x',
      '__proto__:',
      'constructor',
    ];
    fc.assert(
      fc.property(fc.array(mutated(text, words), { minLength: 1, maxLength: 3 }), (texts) =>
        expectSoundRuns(importLogs(...texts)),
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
