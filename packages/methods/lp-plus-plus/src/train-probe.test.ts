import { type LabelledFeatures, linearLogits, type Matrix } from '@shotbench/few-shot';
import { syntheticTask } from '@shotbench/few-shot/testing';
import { float32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { classSums, lipschitzSteps, linearBias, trainProbe, type TrainProbeOptions } from './index.ts';

const { task } = syntheticTask({ classes: 3, shots: 5, featureDim: 6, spread: 2 });
const images = { features: task.train.centre, labels: task.train.labels };
const text = task.text!.normalized;
const [C, D] = [text.rows, text.columns];

async function optionsWith(settings: Partial<TrainProbeOptions>): Promise<TrainProbeOptions> {
  const cosines = await linearLogits({ weights: text, execution: {} })(images.features);
  return {
    images,
    cosines,
    parameters: {
      weights: classSums(images, C),
      bias: linearBias(C, D, 1),
      alpha: float32([C], [3, 4, 5]),
    },
    stepSizes: lipschitzSteps(images.features, cosines),
    epochs: 25,
    momentum: 0.9,
    alphaEvery: 10,
    alphaGradient: 'accumulated',
    execution: { threads: 1 },
    context: {},
    ...settings,
  };
}

/** The released loop in plain double-precision arithmetic: every gradient written out, image by image. */
function slowTraining(options: TrainProbeOptions, { features, labels }: LabelledFeatures, t: Matrix) {
  const start = (name: string): number[] => Array.from(options.parameters[name]!.data);
  const [w, b, alpha] = [start('weights'), start('bias'), start('alpha')];
  const [momentumW, momentumB] = [w.map(() => 0), b.map(() => 0)];
  let alphaGrad = alpha.map(() => 0);
  const losses: number[] = [];
  const N = labels.length;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const [gradW, gradB] = [w.map(() => 0), b.map(() => 0)];
    if (options.alphaGradient === 'current') alphaGrad = alpha.map(() => 0);
    let loss = 0;
    for (let n = 0; n < N; n++) {
      const f = [...features.data.subarray(n * D, (n + 1) * D)];
      const cosines = alpha.map((_, c) => f.reduce((sum, value, d) => sum + value * t.data[c * D + d]!, 0));
      const z = cosines.map(
        (cosine, c) => f.reduce((sum, value, d) => sum + value * w[c * D + d]!, 0) + b[c]! + alpha[c]! * cosine,
      );
      const total = z.reduce((sum, value) => sum + Math.exp(value), 0);
      loss -= Math.log(Math.exp(z[labels[n]!]!) / total) / N;
      z.forEach((value, c) => {
        const slope = (Math.exp(value) / total - (c === labels[n] ? 1 : 0)) / N;
        f.forEach((feature, d) => (gradW[c * D + d]! += slope * feature));
        gradB[c]! += slope;
        alphaGrad[c]! += slope * cosines[c]!;
      });
    }
    losses.push(loss);
    w.forEach((_, i) => {
      momentumW[i] = options.momentum * momentumW[i]! + gradW[i]!;
      w[i]! -= options.stepSizes.weights * momentumW[i];
    });
    b.forEach((_, i) => {
      momentumB[i] = options.momentum * momentumB[i]! + gradB[i]!;
      b[i]! -= options.stepSizes.weights * momentumB[i];
    });
    if ((epoch + 1) % options.alphaEvery === 0) {
      alphaGrad.forEach((gradient, c) => (alpha[c]! -= options.stepSizes.alpha * gradient));
    }
  }
  return { weights: w, bias: b, alpha: alpha, losses };
}

describe('trainProbe', () => {
  it.each(['accumulated', 'current'] as const)(
    'equals the released loop written out, with the %s gradient of α',
    async (alphaGradient) => {
      const options = await optionsWith({ alphaGradient, execution: { precision: 'float64' } });
      const { parameters, losses } = await trainProbe(options);
      const slow = slowTraining(options, images, text);
      slow.losses.forEach((loss, epoch) => expect(losses[epoch]).toBeCloseTo(loss, 6));
      for (const name of ['weights', 'bias', 'alpha'] as const) {
        slow[name].forEach((value, i) => expect(parameters[name].data[i], name).toBeCloseTo(value, 5));
      }
    },
  );

  it('moves α at every n-th epoch only, further by the sum of its gradients than by one', async () => {
    const moves = async (alphaGradient: 'accumulated' | 'current') => {
      const seen: number[] = [];
      const look = ({ alpha }: { alpha: { data: ArrayLike<number> } }) => void seen.push(alpha.data[0]!);
      await trainProbe(await optionsWith({ epochs: 7, alphaEvery: 3, alphaGradient, look }));
      return [3, ...seen].map((value, i, all) => (i === 0 ? 0 : value - all[i - 1]!)).slice(1);
    };
    const [summed, single] = [await moves('accumulated'), await moves('current')];
    const isMoved = (all: number[]) => all.map((move) => move !== 0);
    expect(isMoved(summed)).toEqual([false, false, true, false, false, true, false]);
    expect(isMoved(single)).toEqual(isMoved(summed));
    expect(Math.abs(summed[2]!)).toBeGreaterThan(Math.abs(single[2]!));
  });

  it('stops between two epochs', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const stopped = trainProbe(
      await optionsWith({
        context: {
          signal: controller.signal,
          onProgress: ({ fraction }) => {
            seen.push(fraction);
            if (seen.length === 2) controller.abort(new Error('enough'));
          },
        },
      }),
    );
    await expect(stopped).rejects.toThrow('enough');
    expect(seen).toEqual([1 / 25, 2 / 25]);
  });
});
