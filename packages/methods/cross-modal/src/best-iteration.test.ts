import { accuracy, linearLogits, matrix, predict, Random, toTensor } from '@shotbench/few-shot';
import { syntheticTask } from '@shotbench/few-shot/testing';
import { constantRate, int32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { bestIteration, halfAndHalf, samplesOf, trainLinear } from './index.ts';

function trainingOf(spread: number, iterations: number) {
  const { task } = syntheticTask({ spread, shots: 8, classes: 6, seed: 4 });
  const text = task.text!.normalized;
  const samples = samplesOf(task.train, text);
  return {
    validation: task.validation,
    training: {
      samples,
      // Not the text rows, so that there is something to be gained.
      weights: toTensor(
        matrix(
          text.data.map((value, i) => (i % 3 === 0 ? value : 0.1)),
          text.columns,
        ),
      ),
      logitScale: 100,
      weightDecay: 0.01,
      indices: halfAndHalf({ ...samples, batchSize: 8, iterations, random: new Random(1) }),
      learningRates: constantRate(5e-3, iterations),
      context: {},
    },
  };
}

describe('bestIteration', () => {
  it('is the first best of trainings that end at each look', async () => {
    const { training, validation } = trainingOf(2, 35);
    const looks = [0, 10, 20, 30, 35];
    const accuracies: number[] = [];
    for (const steps of looks) {
      const size = training.indices.shape[1]!;
      const short = {
        ...training,
        indices: int32([steps, size], Int32Array.from(training.indices.data.subarray(0, steps * size))),
        learningRates: training.learningRates.subarray(0, steps),
      };
      const weights = steps === 0 ? training.weights : (await trainLinear(short)).parameters['weights']!;
      const logits = linearLogits({
        weights: matrix(weights.data as Float32Array, weights.shape[1]!),
        scale: 100,
        execution: {},
      });
      accuracies.push(accuracy(predict(await logits(validation.features)), validation.labels));
    }
    const found = await bestIteration({ ...training, validation, validateEvery: 10, execution: {} });
    const highest = Math.max(...accuracies);
    expect(highest).toBeLessThan(100);
    expect(highest).toBeGreaterThan(accuracies[0]!);
    expect(found.validationAccuracy).toBe(highest);
    expect(found.iteration).toBe(looks[accuracies.indexOf(highest)]);
  });

  it('ends the training once all validation images are right', async () => {
    const { training, validation } = trainingOf(0.25, 400);
    let last = 0;
    const context = { onProgress: ({ step }: { step: number }) => (last = step) };
    const found = await bestIteration({ ...training, context, validation, validateEvery: 5, execution: {} });
    expect(found.validationAccuracy).toBe(100);
    expect(found.iteration).toBeGreaterThan(0);
    expect(last).toBe(found.iteration);
  });

  it('stops with the reason of the one who stops it', async () => {
    const { training, validation } = trainingOf(2, 400);
    const controller = new AbortController();
    const context = { signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) };
    const stopped = bestIteration({ ...training, context, validation, validateEvery: 5, execution: {} });
    await expect(stopped).rejects.toThrow('enough');
  });
});
