import { tf } from '../tfjs.ts';
import type { TensorRecord } from '../trace/trace.ts';
import { clipGradients } from './clip-gradients.ts';
import type { Optimizer } from './optimizer.ts';
import { memoryName } from './state.ts';

export interface OneStepOptions {
  /** Names of the parameters. */
  readonly names: readonly string[];
  /** Parameters and what their optimisers remember. */
  readonly state: TensorRecord;
  readonly loss: (parameters: TensorRecord) => tf.Tensor;
  readonly optimizerOf: (parameter: string) => Optimizer;
  /** The numbers of this step that a parameter's optimiser asks for. */
  readonly scalarsOf: (parameter: string) => Readonly<Record<string, tf.Scalar>>;
  readonly guide?: Guide | undefined;
  /** See `TrainerOptions`. */
  readonly clipNorm?: number | undefined;
}

/** A second loss whose gradient has a say in that of the first, as in ProGrad. */
export interface Guide {
  readonly loss: (parameters: TensorRecord) => tf.Tensor;
  /** @returns what the optimiser gets for the parameter of that name: a tensor of the parameter's shape. */
  readonly combine: (gradient: tf.Tensor, guide: tf.Tensor, parameter: string) => tf.Tensor;
}

/** Loss, gradients and updates of one step: the loss before it and the state after it. */
export function oneStep(options: OneStepOptions): { readonly loss: tf.Scalar; readonly state: TensorRecord } {
  const { names, state, optimizerOf, scalarsOf, guide, clipNorm } = options;
  const ofValues =
    (loss: OneStepOptions['loss']) =>
    (...values: tf.Tensor[]): tf.Scalar =>
      loss(Object.fromEntries(names.map((name, i) => [name, values[i]!]))).asScalar();
  const values = names.map((name) => state[name]!);
  const { value, grads: own } = tf.valueAndGrads(ofValues(options.loss))(values);
  const guides = guide && tf.grads(ofValues(guide.loss))(values);
  const grads = guides ? own.map((gradient, i) => guide.combine(gradient, guides[i]!, names[i]!)) : own;
  const gradients = clipNorm === undefined ? grads : clipGradients(grads, clipNorm);

  const next: Record<string, tf.Tensor> = {};
  names.forEach((name, i) => {
    const optimizer = optimizerOf(name);
    const memory = Array.from({ length: optimizer.memories }, (_, slot) => state[memoryName(name, slot)]!);
    const after = optimizer.update({ parameter: state[name]!, memory }, gradients[i]!, scalarsOf(name));
    next[name] = after.parameter;
    after.memory.forEach((tensor, slot) => (next[memoryName(name, slot)] = tensor));
  });
  return { loss: value, state: next };
}
