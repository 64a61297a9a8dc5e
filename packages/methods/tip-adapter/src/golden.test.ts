import { readFileSync } from 'node:fs';

import { accuracy, matrix, meanOf, normalizeRows, predict, stackViews } from '@shotbench/few-shot';
import { openGolden } from '@shotbench/few-shot/testing';
import { constantRate, cosinePerStep, float32, type HostTensor, int32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { bestBlend, blendedLogits, buildCache, cacheTensors, countGrid, gridOf, trainKeys } from './index.ts';

/**
 * Made with gaopengcuhk/Tip-Adapter d0e2d6f in PyTorch 1.13.1, float32; D = 64, C = 7, N = 35 (28 for validation), 3 views, 12 full-batch steps.
 */
const golden = openGolden(new URL('../test/goldens/tip-adapter-f.safetensors', import.meta.url));
const search = JSON.parse(readFileSync(new URL('../test/goldens/search.json', import.meta.url), 'utf8')) as Record<
  'training_free' | 'fine_tuned_cosine_last_epoch',
  Record<'beta' | 'alpha' | 'val_accuracy' | 'test_accuracy', number>
>;
const [N, D, C, STEPS] = [35, 64, 7, 12];

const labels = golden.labels('train_labels');
const features = normalizeRows(golden.rows('train_features'));
const text = normalizeRows(golden.rows('text_features'));
const views = Float32Array.from(golden.numbers('views'));
const mean = meanOf([0, 1, 2].map((v) => matrix(views.subarray(v * N * D, (v + 1) * N * D), D)));
const cache = buildCache(normalizeRows(mean), labels, C);
const imagesOf = (split: 'val' | 'test') => ({
  features: normalizeRows(golden.rows(`${split}_features`)),
  labels: golden.labels(`${split}_labels`),
});
const [validation, test] = [imagesOf('val'), imagesOf('test')];
const grid = { alphas: gridOf(10, 20), betas: gridOf(12, 200) };

/** The keys in the order of the training images, as the goldens have them. */
function inOrderOfImages(keys: HostTensor): Float32Array {
  const ordered = new Float32Array(N * D);
  cache.placeOf.forEach((place, n) =>
    ordered.set((keys.data as Float32Array).subarray(place * D, (place + 1) * D), n * D),
  );
  return ordered;
}

describe.each(['onnx', 'cpu'] as const)('Tip-Adapter on %s reproduces the reference', (executor) => {
  const execution = { executor };
  const model = (keys: HostTensor = cache.keys) => ({ cache: { ...cache, keys }, text, logitScale: 100 });
  const testLogits = async (blend: { alpha: number; beta: number }, keys?: HostTensor) =>
    blendedLogits(model(keys), blend, execution)(test.features);
  const train = (learningRates: Float64Array, steps = STEPS) =>
    trainKeys({
      classes: C,
      logitScale: 100,
      alpha: 1.17,
      beta: 1,
      images: stackViews({ views: [features], labels }),
      tensors: cacheTensors(cache, text),
      epsilon: 1e-4,
      weightDecay: 0.01,
      batches: {
        indices: int32(
          [steps, N],
          Array.from({ length: steps * N }, (_, i) => i % N),
        ),
        weights: float32([steps, N], new Float32Array(steps * N).fill(1 / N)),
      },
      learningRates,
      context: execution,
    });

  it('keys: views averaged before they are normalised', () => {
    golden.expectAll(inOrderOfImages(cache.keys), 'keys_init', 1e-6);
  });

  it('logits without training', async () => {
    golden.expectAll(
      (await testLogits({ alpha: 1.17, beta: 1 })).data,
      'training_free.test_logits_beta1_alpha1.17',
      1e-5,
    );
    golden.expectAll((await testLogits({ alpha: 1.17, beta: 1 })).data, 'test_logits_init', 1e-5);
  });

  it('right answers in all 4000 cells of the search, and the cell that wins', async () => {
    const counts = await countGrid(model(), validation, { ...grid, context: { execution } });
    expect(counts.flatMap((row) => [...row])).toEqual([
      ...Array.from(golden.numbers('training_free.search_correct_counts')),
    ]);
    const { correct, ...blend } = bestBlend(grid, counts);
    const expected = search.training_free;
    expect(blend).toEqual({ alpha: expected.alpha, beta: expected.beta });
    expect(correct / validation.labels.length).toBeCloseTo(expected.val_accuracy, 6);
    const logits = await testLogits(blend);
    golden.expectAll(logits.data, 'training_free.test_logits_searched', 1e-5);
    expect(accuracy(predict(logits), test.labels) / 100).toBeCloseTo(expected.test_accuracy, 6);
  });

  it('losses, keys and logits at a constant rate', async () => {
    const { losses, parameters } = await train(constantRate(1e-3, STEPS));
    golden.expectAll(losses, 'constant.losses', 1e-5);
    golden.expectAll(inOrderOfImages(parameters['keys']!), 'constant.keys_final', 1e-5);
    const logits = await testLogits({ alpha: 1.17, beta: 1 }, parameters['keys']);
    golden.expectAll(logits.data, 'constant.test_logits_final', 1e-5);
  });

  it('losses, keys, logits and search after the released cosine', async () => {
    const rates = cosinePerStep(1e-3, STEPS);
    golden.expectAll(rates, 'cosine.lr', 1e-9);
    const { losses, parameters } = await train(rates);
    const keys = parameters['keys']!;
    golden.expectAll(losses, 'cosine.losses', 1e-5);
    golden.expectAll(inOrderOfImages(keys), 'cosine.keys_final', 1e-5);
    golden.expectAll((await testLogits({ alpha: 1.17, beta: 1 }, keys)).data, 'cosine.test_logits_final', 1e-5);
    const { correct: _, ...blend } = bestBlend(
      grid,
      await countGrid(model(keys), validation, { ...grid, context: { execution } }),
    );
    const { alpha, beta } = search.fine_tuned_cosine_last_epoch;
    expect(blend).toEqual({ alpha, beta });
    golden.expectAll((await testLogits(blend, keys)).data, 'cosine.test_logits_searched', 1e-5);
  });
});
