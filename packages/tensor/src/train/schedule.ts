import { ShotbenchError } from '@shotbench/errors';

/** Learning rates, one per step, so that a training loop needs to know nothing of epochs. */

export interface WarmupCosineOptions {
  /** Learning rate that the cosine starts from. */
  readonly learningRate: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** Epochs at `warmupLearningRate`. Default 1 (CoOp's and TaskRes's configurations, `WARMUP_EPOCH: 1`). */
  readonly warmupEpochs?: number;
  /** Default 1e-5 (the same, `WARMUP_CONS_LR: 1e-5`). */
  readonly warmupLearningRate?: number;
}

/**
 * Dassl's `ConstantWarmupScheduler` over `CosineAnnealingLR`, stepped once an epoch (Dassl.pytorch
 * `dassl/optim/lr_scheduler.py`, with `WARMUP_RECOUNT`): epoch e < w runs at the warm-up rate, epoch e ≥ w at
 * base · ½(1 + cos(π(e − w)/T)) with T the number of all epochs, so the last epoch's rate is above zero.
 *
 * @returns the learning rate of each of the epochs × stepsPerEpoch steps.
 */
export function warmupCosine(options: WarmupCosineOptions): Float64Array {
  const { learningRate, epochs, stepsPerEpoch, warmupEpochs = 1, warmupLearningRate = 1e-5 } = options;
  checkCount('epochs', epochs);
  checkCount('steps per epoch', stepsPerEpoch);
  return Float64Array.from({ length: epochs * stepsPerEpoch }, (_, step) => {
    const epoch = Math.floor(step / stepsPerEpoch);
    return epoch < warmupEpochs ? warmupLearningRate : cosine(learningRate, epoch - warmupEpochs, epochs);
  });
}

/** Cosine from the learning rate towards zero, stepped at every one of the given steps (Tip-Adapter-F, CLIP-LoRA). */
export function cosinePerStep(learningRate: number, steps: number): Float64Array {
  checkCount('steps', steps);
  return Float64Array.from({ length: steps }, (_, step) => cosine(learningRate, step, steps));
}

export interface LinearWarmupCosineOptions {
  /** Learning rate that the cosine starts from. */
  readonly learningRate: number;
  readonly steps: number;
  readonly warmupSteps: number;
}

/**
 * Linear warm-up from η/w to η over w steps, then half a cosine towards zero, stepped at every step (A. Radford et al.,
 * arXiv 2103.00020, section 2.5 and table 18).
 *
 * @throws ShotbenchError `SCHEDULE_COUNT` for a warm-up that is longer than the training.
 */
export function linearWarmupCosine({ learningRate, steps, warmupSteps }: LinearWarmupCosineOptions): Float64Array {
  checkCount('steps', steps);
  if (warmupSteps > steps) {
    throw new ShotbenchError(
      'SCHEDULE_COUNT',
      `the warm-up has ${warmupSteps} of ${steps} steps; expected at most all`,
    );
  }
  return Float64Array.from({ length: steps }, (_, step) => {
    if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
    return cosine(learningRate, step - warmupSteps, steps - warmupSteps);
  });
}

/** The same learning rate at every step. */
export function constantRate(learningRate: number, steps: number): Float64Array {
  return new Float64Array(steps).fill(learningRate);
}

function cosine(base: number, at: number, of: number): number {
  return (base * (1 + Math.cos((Math.PI * at) / of))) / 2;
}

function checkCount(what: string, count: number): void {
  if (!Number.isInteger(count) || count < 1) {
    throw new ShotbenchError('SCHEDULE_COUNT', `${what} is ${count}; expected a whole number of at least 1`);
  }
}
