import { fewShotTask, linearLogits } from '@shotbench/few-shot';
import { describeReferenceCurves, describeReferenceRuns, REFERENCE_CELLS } from '@shotbench/few-shot/testing';
import { float32, zeros } from '@shotbench/tensor';
import { expect } from 'vitest';

import { classSums, initialAlpha, lipschitzSteps, lpPlusPlus, trainProbe } from './index.ts';

// SHOTBENCH_REFERENCE=all compares every cell; otherwise two that take little time.
describeReferenceRuns(lpPlusPlus, {
  named: 'lp++',
  tolerance: 0.01,
  cells:
    process.env['SHOTBENCH_REFERENCE'] === 'all'
      ? REFERENCE_CELLS
      : [
          ['dtd', 8],
          ['oxford-pets', 4],
        ],
  check({ details }, hyper) {
    // The results are printed with six digits.
    const close = (ours: unknown, theirs: unknown) =>
      expect(Math.abs((ours as number) / (theirs as number) - 1)).toBeLessThan(1e-5);
    close(details['weightStep'], hyper['lr_w']);
    close(details['alphaStep'], hyper['lr_alpha']);
    close(details['initialAlpha'], hyper['alpha_init']);
  },
});

describeReferenceCurves(['lp++'], async (set, { shots, steps }) => {
  const { train, text, classNames } = fewShotTask(set, shots);
  const images = { features: train.centre, labels: train.labels };
  const C = classNames.length;
  const cosines = await linearLogits({ weights: text!.normalized, execution: {} })(images.features);
  const alpha = initialAlpha(cosines, images.labels, 250);
  const { losses } = await trainProbe({
    images,
    cosines,
    parameters: {
      weights: classSums(images, C),
      bias: zeros([C]),
      alpha: float32([C], new Float32Array(C).fill(alpha)),
    },
    stepSizes: lipschitzSteps(images.features, cosines),
    epochs: steps,
    momentum: 0.9,
    alphaEvery: 10,
    alphaGradient: 'accumulated',
    execution: {},
    context: {},
  });
  return losses;
});
