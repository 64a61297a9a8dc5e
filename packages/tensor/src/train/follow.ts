import type { HostTensor } from '../host-tensor.ts';
import { mapRecord } from '../trace/trace.ts';
import type { HostRecord } from './loop.ts';
import { checkLoss } from './state.ts';
import type { TrainLoopOptions } from './train-loop.ts';

/** Some steps of a training that are done. */
export interface Piece {
  /** The first of them, counted from 0. */
  readonly start: number;
  /** Of each of them. */
  readonly losses: ArrayLike<number>;
  /** Values after the last of them; the memory may be written to again. */
  readonly parameters: HostRecord;
}

/** A training as the outside world sees it: its losses, who looks at it and who may stop it. */
export interface Followed {
  /** Of all steps done so far. */
  readonly losses: Float64Array;
  /**
   * Tells of a piece.
   * @throws ShotbenchError `TRAIN_DIVERGED`; the signal's reason if the training is to stop.
   */
  tell(piece: Piece): Promise<void>;
}

type FollowOptions = Pick<TrainLoopOptions, 'learningRates' | 'checkpoints' | 'onProgress' | 'signal'>;

export function follow({ learningRates, checkpoints, onProgress, signal }: FollowOptions): Followed {
  const steps = learningRates.length;
  const every = checkpoints?.every ?? steps;
  const losses = new Float64Array(steps);
  return {
    losses,
    async tell(piece) {
      const { start, parameters } = piece;
      const end = start + piece.losses.length;
      losses.set(piece.losses, start);
      losses.subarray(start, end).forEach((value, i) => checkLoss(value, start + i));
      if (end % every === 0) await checkpoints?.look(mapRecord(parameters, copied), end);
      onProgress?.({ step: end, steps, loss: losses[end - 1]! });
      // Lets timers and signals of the process run between segments.
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    },
  };
}

function copied(tensor: HostTensor): HostTensor {
  return { ...tensor, data: tensor.data.slice() };
}
