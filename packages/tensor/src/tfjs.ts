/**
 * The one door to TensorFlow.js. `@tensorflow/tfjs` is loaded (not tfjs-core alone) because it registers the
 * gradients, and every file imports from here so that a single engine is loaded, and not before it is used.
 */
import { onceLoaded, tf } from './on-demand.mjs';

// Silences the advice to install tfjs-node that the plain JavaScript back end prints on first use.
onceLoaded(() => tf.env().set('PROD', true));

export { onceLoaded, tf };

/** Runs a synchronous piece of tfjs code on a named back end and puts the former one back. */
export function onBackend<T>(name: string, run: () => T): T {
  const engine = tf.engine();
  const before = engine.backendName;
  // Back ends used here initialise synchronously, so the promise has nothing left to do.
  if (before !== name) void tf.setBackend(name);
  try {
    return run();
  } finally {
    if (before && before !== name) void tf.setBackend(before);
  }
}
