import { epochBatches, fewShotTask, normalizeRows, stackViews } from '@shotbench/few-shot';
import { describeReferenceCurves, describeReferenceRuns, REFERENCE_CELLS } from '@shotbench/few-shot/testing';
import { warmupCosine } from '@shotbench/tensor';

import { taskRes, trainResidual } from './index.ts';

// SHOTBENCH_REFERENCE=all compares every cell; otherwise two that take no time.
const cells =
  process.env['SHOTBENCH_REFERENCE'] === 'all'
    ? REFERENCE_CELLS
    : ([
        ['dtd', 1],
        ['caltech101', 4],
      ] as const);

describeReferenceRuns(taskRes, { named: 'taskres', tolerance: 0.01, cells });
describeReferenceRuns(taskRes, { named: 'taskres_t9', settings: { textNorm: 9 }, tolerance: 0.01, cells });

describeReferenceCurves(['taskres', 'taskres_t9'], async (set, { shots, method }) => {
  const { train, text, logitScale } = fewShotTask(set, shots);
  const epochs = shots <= 4 ? 100 : 200;
  const { indices, stepsPerEpoch } = epochBatches({ count: train.labels.length, batchSize: 256, epochs });
  const { losses } = await trainResidual({
    images: stackViews(train),
    text: normalizeRows(text!.asStored, method === 'taskres_t9' ? 9 : 1),
    alpha: 0.5,
    logitScale,
    weightDecay: 5e-4,
    indices,
    learningRates: warmupCosine({ learningRate: 2e-3, epochs, stepsPerEpoch }),
    context: {},
  });
  return losses;
});
