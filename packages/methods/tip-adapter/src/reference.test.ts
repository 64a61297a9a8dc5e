import { fewShotTask, matrix, stackViews } from '@shotbench/few-shot';
import {
  describeReferenceCurves,
  describeReferenceRuns,
  REFERENCE_CELLS,
  type ReferenceRuns,
} from '@shotbench/few-shot/testing';
import { cosinePerStep } from '@shotbench/tensor';
import { epochBatches } from '@shotbench/few-shot';
import { expect } from 'vitest';

import { buildCache, cacheTensors, tipAdapter, tipAdapterF, trainKeys } from './index.ts';

// SHOTBENCH_REFERENCE=all compares every cell; otherwise one that searches near the edge of the grid and one inside it.
const isWhole = process.env['SHOTBENCH_REFERENCE'] === 'all';

const check: ReferenceRuns['check'] = ({ details }, { alpha, beta }) => {
  expect(details['alpha']).toBeCloseTo(alpha as number, 3);
  expect(details['beta']).toBeCloseTo(beta as number, 3);
};

describeReferenceRuns(tipAdapter, {
  named: 'tip_adapter',
  tolerance: 0.1,
  cells: isWhole
    ? REFERENCE_CELLS
    : [
        ['dtd', 1],
        ['dtd', 4],
      ],
  check,
});

describeReferenceRuns(tipAdapterF, {
  named: 'tip_adapter_f',
  tolerance: 0.01,
  cells: isWhole
    ? REFERENCE_CELLS
    : [
        ['dtd', 2],
        ['dtd', 16],
      ],
  check,
});

describeReferenceCurves(['tip_adapter_f'], async (set, { shots }) => {
  const { train, text, logitScale, classNames } = fewShotTask(set, shots);
  const order = [...train.labels.keys()].sort((a, b) => train.labels[a]! - train.labels[b]! || a - b);
  const labels = Int32Array.from(order, (row) => train.labels[row]!);
  const D = train.centre.columns;
  const features = matrix(
    Float32Array.from(order.flatMap((row) => [...train.centre.data.subarray(row * D, (row + 1) * D)])),
    D,
  );
  const cache = buildCache(features, labels, classNames.length);
  const { stepsPerEpoch, ...batches } = epochBatches({
    count: labels.length,
    batchSize: 256,
    epochs: 20,
    rest: 'keep',
  });
  const { losses } = await trainKeys({
    classes: classNames.length,
    logitScale,
    alpha: 1.17,
    beta: 1,
    images: stackViews({ views: [features], labels }),
    tensors: cacheTensors(cache, text!.normalized),
    epsilon: 1e-4,
    weightDecay: 0.01,
    batches,
    learningRates: cosinePerStep(1e-3, 20 * stepsPerEpoch),
    context: {},
  });
  return losses;
});
