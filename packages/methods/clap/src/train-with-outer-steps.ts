import { matrix, toTensor } from '@shotbench/few-shot';
import { float32, type HostTensor, int32, openTrainer, sgd, type Trained } from '@shotbench/tensor';

import { type AugmentedLagrangian, outerStep, squaredDistances } from './multipliers.ts';
import { clapLoss, type TrainWeightsOptions } from './train-weights.ts';

export interface TrainWithOuterStepsOptions extends TrainWeightsOptions {
  /** λ [C] of the first two epochs. */
  readonly multipliers: Float32Array;
  readonly stepsPerEpoch: number;
}

/** What is trained, and λ after the last epoch. */
export interface TrainedWithOuterSteps extends Trained {
  readonly multipliers: Float32Array;
}

/** `trainWeights` with an `outerStep` after every epoch, as `ADAPTER.train` in `trainers/adapters.py` does for an `adaptative` constraint. */
export async function trainWithOuterSteps(options: TrainWithOuterStepsOptions): Promise<TrainedWithOuterSteps> {
  const { images, text, logitScale, momentum, weightDecay, indices, learningRates, stepsPerEpoch, context } = options;
  const { onProgress, signal, ...execution } = context;
  const trainer = await openTrainer({
    ...execution,
    loss: clapLoss(logitScale),
    parameters: { weights: toTensor(text) },
    constants: { ...images, text: toTensor(text) },
    optimizer: sgd({ momentum, weightDecay }),
  });
  const weightsNow = () => matrix(Float32Array.from(trainer.state().parameters['weights']!.data), text.columns);
  let lagrangian: AugmentedLagrangian = {
    multipliers: options.multipliers,
    penalties: new Float32Array(text.rows),
  };
  const losses = new Float64Array(learningRates.length);
  for (let step = 0; step < losses.length; step++) {
    signal?.throwIfAborted();
    const batch = { indices: rowOf(indices, step), multipliers: float32([text.rows], lagrangian.multipliers) };
    losses[step] = await trainer.step(batch, learningRates[step]!);
    if ((step + 1) % stepsPerEpoch === 0) {
      lagrangian = outerStep(lagrangian, squaredDistances(weightsNow(), text));
      onProgress?.({ step: step + 1, steps: losses.length, loss: losses[step]! });
    }
  }
  return { parameters: trainer.state().parameters, losses, multipliers: lagrangian.multipliers };
}

function rowOf({ shape, data }: HostTensor, step: number): HostTensor {
  const size = shape[1]!;
  return int32([size], Int32Array.from(data.subarray(step * size, (step + 1) * size)));
}
