import { ShotbenchError } from '@shotbench/errors';
import type { tf } from '@shotbench/tensor';

/** A model's tensors by their OpenAI state-dict names, asked for at the moment of use. */
export type WeightLookup = (name: string) => tf.Tensor;

/**
 * What the encoders take. Any tensor may stand for a weight, so a method that changes some of them (a mask, a low-rank
 * update) passes a function that answers for those and hands every other name on.
 */
export type Weights = WeightLookup | Readonly<Record<string, tf.Tensor>>;

/** @throws ShotbenchError `CLIP_WEIGHT_MISSING`, at the lookup of a name that a record lacks. */
export function lookupOf(weights: Weights): WeightLookup {
  if (typeof weights === 'function') return weights;
  return (name) => (Object.hasOwn(weights, name) ? weights[name]! : missing(name));
}

export function missing(name: string): never {
  throw new ShotbenchError(
    'CLIP_WEIGHT_MISSING',
    `the encoder asks for the weight "${name}", which it was not given; expected every tensor of the model under its ` +
      'OpenAI name; pass them all',
  );
}

/** The same weights with `prefix` before every name. */
export function within(weights: WeightLookup, prefix: string): WeightLookup {
  return (name) => weights(prefix + name);
}
