import { tf } from '../tfjs.ts';
import type { TensorRecord } from '../trace/trace.ts';

/** A loss as a function of the parameters alone. */
export type ParameterLoss = (parameters: TensorRecord) => tf.Tensor;

export interface GradientsOptions {
  /** Names of the parameters. */
  readonly names: readonly string[];
  /** Parameters; others that are there are let be. */
  readonly state: TensorRecord;
  readonly loss: ParameterLoss;
  /** A second loss, see `Guide`. */
  readonly guide?: ParameterLoss | undefined;
}

/** Gradients by the names of the parameters, of the loss and of the guide's. */
export interface Gradients {
  readonly own: TensorRecord;
  readonly guide?: TensorRecord | undefined;
}

/** The loss and its gradients, with those of the guide's. */
export function lossAndGradients(options: GradientsOptions): {
  readonly loss: tf.Scalar;
  readonly gradients: Gradients;
} {
  const { names, state, guide } = options;
  const named = (tensors: readonly tf.Tensor[]): TensorRecord =>
    Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
  const ofValues =
    (loss: ParameterLoss) =>
    (...values: tf.Tensor[]): tf.Scalar =>
      loss(named(values)).asScalar();
  const values = names.map((name) => state[name]!);
  const { value, grads } = tf.valueAndGrads(ofValues(options.loss))(values);
  return { loss: value, gradients: { own: named(grads), guide: guide && named(tf.grads(ofValues(guide))(values)) } };
}
