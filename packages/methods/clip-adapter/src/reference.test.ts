import { epochBatches, fewShotTask, stackViews, toTensor } from '@shotbench/few-shot';
import { describeReferenceCurves, describeReferenceRuns, REFERENCE_CELLS } from '@shotbench/few-shot/testing';
import { float32, warmupCosine } from '@shotbench/tensor';

import { clipAdapter, trainAdapters } from './index.ts';

// SHOTBENCH_REFERENCE=all compares every cell; otherwise two that take no time.
describeReferenceRuns(clipAdapter, {
  named: 'clip_adapter',
  tolerance: 0.3,
  cells:
    process.env['SHOTBENCH_REFERENCE'] === 'all'
      ? REFERENCE_CELLS
      : [
          ['dtd', 1],
          ['oxford-pets', 4],
        ],
});

describeReferenceCurves(['clip_adapter'], async (set, { shots }) => {
  const { train, text, logitScale } = fewShotTask(set, shots);
  const [D, H] = [set.featureDim, set.featureDim / 4];
  const waves = (wave: (n: number) => number, width: number) =>
    Float32Array.from({ length: D * H }, (_, n) => wave(n + 1) / Math.sqrt(width));
  const epochs = shots === 1 ? 50 : shots <= 4 ? 100 : 200;
  const { indices, stepsPerEpoch } = epochBatches({ count: train.labels.length, batchSize: 32, epochs });
  const { losses } = await trainAdapters({
    branch: 'image',
    ratio: 0.2,
    logitScale,
    images: stackViews(train),
    text: toTensor(text!.normalized),
    layers: { 'image.down': float32([H, D], waves(Math.sin, D)), 'image.up': float32([D, H], waves(Math.cos, H)) },
    momentum: 0.9,
    weightDecay: 5e-4,
    indices,
    learningRates: warmupCosine({ learningRate: 2e-3, epochs, stepsPerEpoch }),
    // The curves are of double precision: over 4600 steps of single precision the losses drift apart by 5e-3.
    context: { precision: 'float64' },
  });
  return losses;
});
