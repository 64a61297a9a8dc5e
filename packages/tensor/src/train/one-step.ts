import type { tf } from '../tfjs.ts';
import type { TensorRecord } from '../trace/trace.ts';
import { lossAndGradients, type ParameterLoss } from './gradients.ts';
import { updated, type UpdateOptions } from './update.ts';

export interface OneStepOptions extends Omit<UpdateOptions, 'combine'> {
  readonly loss: ParameterLoss;
  readonly guide?: Guide | undefined;
}

/** A second loss whose gradient has a say in that of the first, as in ProGrad. */
export interface Guide {
  readonly loss: ParameterLoss;
  readonly combine: NonNullable<UpdateOptions['combine']>;
}

/** Loss, gradients and updates of one step: the loss before it and the state after it. */
export function oneStep(options: OneStepOptions): { readonly loss: tf.Scalar; readonly state: TensorRecord } {
  const { guide } = options;
  const { loss, gradients } = lossAndGradients({ ...options, guide: guide?.loss });
  return { loss, state: updated(gradients, { ...options, combine: guide?.combine }) };
}
