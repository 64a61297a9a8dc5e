import * as tf from '@tensorflow/tfjs';

/**
 * TensorFlow.js, which is loaded when something in it is first used: what only asks methods for their names and settings does not wait for it.
 * A file of JavaScript with types beside it, because only an import gives the types of a whole library, and an import loads it.
 */
export { tf };

/** Runs this as soon as TensorFlow.js is loaded and before anyone uses it: at once if it is loaded already. */
export function onceLoaded(prepare: () => void): void;
