import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { expectSoundRuns, mutated, resultFile } from '../../../test/import-checks.ts';
import { CLIP_BENCHMARK_CSV, clipBenchmarkJson } from '../../../test/made-up-logs.ts';
import { importClipBenchmark } from './import-clip-benchmark.ts';

const importText = (text: string) => importClipBenchmark([resultFile(text)]);
const only = (text: string) => {
  const { runs, skipped } = importText(text);
  expect(skipped).toEqual([]);
  expect(runs).toHaveLength(1);
  return runs[0]!;
};
const probe = { acc1: 0.84616, acc5: 0.97496, mean_per_class_recall: 0.84602, lr: 0.01, epochs: 10, seed: 2 };

describe('an evaluation of CLIP_benchmark', () => {
  it('is a zero-shot run in percent', () => {
    const { identity, variant, result } = only(clipBenchmarkJson());
    expect(identity).toEqual({
      ...{ method: 'zero-shot', methodVersion: 1, protocol: 'fixed', dataset: 'imagenet', datasetHash: 'unknown' },
      ...{ backbone: 'ViT-B/32', shots: 0, seed: null },
      config: { task: 'zeroshot_classification', model: 'ViT-B-32', pretrained: 'openai', language: 'en' },
      engine: { executor: 'clip-benchmark', precision: 'unknown', version: 0 },
    });
    expect(variant).toBe('');
    expect(result).toMatchObject({ accuracy: 26.514, metrics: { top5Accuracy: 46.63, meanPerClassAccuracy: 26.506 } });
  });

  it('is a linear probe with its shots and seed', () => {
    const { identity, result } = only(
      clipBenchmarkJson({ task: 'linear_probe', metrics: { ...probe, fewshot_k: 16 } }),
    );
    expect(identity).toMatchObject({ method: 'linear-probe', shots: 16, seed: 2, config: { lr: 0.01, epochs: 10 } });
    expect(result.accuracy).toBe(84.616);
  });

  it.each<[string, string, string, string]>([
    ['RN50-quickgelu', 'openai', 'wds/imagenet_sketch', 'imagenet-sketch RN50'],
    ['ViT-L-14-336', 'openai', 'vtab/pets', 'oxford-pets ViT-L/14@336px'],
    ['ViT-B-32', 'laion2b_e16', 'wds/vtab-pets', 'oxford-pets ViT-B-32 laion2b_e16'],
    ['ViT-H-14', '/weights/h_256.pt', 'cars', 'stanford-cars ViT-H-14 h_256.pt'],
    // CoOp's splits of these have other test images.
    ['ViT-B-16', 'openai', 'vtab/dtd', 'clip-benchmark-vtab-dtd ViT-B/16'],
    ['ViT-B-16', 'openai', 'food101', 'clip-benchmark-food101 ViT-B/16'],
  ])('of %s with weights %s on %s', (model, pretrained, dataset, expected) => {
    const { identity } = only(clipBenchmarkJson({ model, pretrained, dataset }));
    expect(`${identity.dataset} ${identity.backbone}`).toBe(expected);
  });

  it('keeps languages in rows of their own', () => {
    expect(only(clipBenchmarkJson({ language: 'ar' }))).toMatchObject({
      variant: 'ar',
      identity: { config: { language: 'ar' } },
    });
  });

  it('may have NaN, as Python writes it', () => {
    const text = clipBenchmarkJson().replace('0.4663', 'NaN');
    expect(() => void JSON.parse(text)).toThrow();
    expect(only(text).result.metrics).toEqual({ meanPerClassAccuracy: 26.506 });
  });

  it('is one of a list, or a row of the CSV that is built of several', () => {
    const list = importText(`[${clipBenchmarkJson()}, ${clipBenchmarkJson({ dataset: 'imagenetv2' })}]`);
    expect(list.runs.map(({ identity }) => identity.dataset)).toEqual(['imagenet', 'imagenetv2']);
    const table = importText(CLIP_BENCHMARK_CSV);
    expect(table.runs.map(({ identity, result }) => [identity.dataset, identity.backbone, result.accuracy])).toEqual([
      ['clip-benchmark-vtab-dtd', 'ViT-B/16', 44.52],
      ['oxford-pets', 'ViT-B-32 b,32.pt', 88.93],
    ]);
    expect(table.skipped).toEqual([
      { path: 'file', reason: 'zeroshot_retrieval of ViT-B-32 on flickr30k: it is no classification' },
    ]);
    expect(importText(CLIP_BENCHMARK_CSV.replaceAll('\n', '\r\n')).runs).toHaveLength(2);
    expect(table.runs[1]!.identity.config.language).toBe('en');
  });

  it.each<[string, string, RegExp]>([
    ['retrieval', clipBenchmarkJson({ task: 'zeroshot_retrieval', metrics: {} }), /it is no classification/],
    [
      'a probe of all images',
      clipBenchmarkJson({ task: 'linear_probe', metrics: { ...probe, fewshot_k: -1 } }),
      /all images/,
    ],
    [
      'a swept probe',
      clipBenchmarkJson({ task: 'linear_probe', metrics: { lp_acc1: 0.8, fewshot_k: 4 } }),
      /weight decay/,
    ],
    ['no accuracy', clipBenchmarkJson({ metrics: { acc5: 0.5 } }), /no acc1 between 0 and 1/],
    ['percent', clipBenchmarkJson({ metrics: { acc1: 26.514 } }), /no acc1 between 0 and 1/],
    ['text for a number', clipBenchmarkJson({ metrics: { acc1: '0.5' } }), /no acc1 between 0 and 1/],
    ['a file that was cut off', clipBenchmarkJson().slice(0, 100), /no evaluation of CLIP_benchmark/],
    ['other JSON', '{"name": "x"}', /no evaluation of CLIP_benchmark/],
  ])('is none with %s', (_title, text, reason) => {
    expect(importText(text)).toEqual({ runs: [], skipped: [{ path: 'file', reason: expect.stringMatching(reason) }] });
  });

  it('never gives anything but sound runs, whatever happens to it', () => {
    const text = fc.constantFrom(clipBenchmarkJson(), CLIP_BENCHMARK_CSV, `[${clipBenchmarkJson()}]`);
    const words = ['NaN', '-Infinity', 'null', '[]', '"', '""', ',', '1e999', '2', '"metrics"', '"__proto__": 1,'];
    fc.assert(
      fc.property(mutated(text, words), (changed) => expectSoundRuns(importText(changed))),
      { numRuns: 200, seed: 1 },
    );
  });
});
