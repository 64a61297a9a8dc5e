import { ShotbenchError } from '@shotbench/errors';

/** Packages that register the tfjs back end `tensorflow`, the faster one first. */
const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

let loaded: Promise<void> | undefined;

/**
 * Loads libtensorflow's bindings once.
 * @throws ShotbenchError `EXECUTOR_TENSORFLOW_MISSING` that says how to install them.
 */
export function loadTensorflow(): Promise<void> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<void> {
  const reasons: string[] = [];
  for (const name of PACKAGES) {
    try {
      await import(name);
      return;
    } catch (error) {
      const [firstLine] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
      reasons.push(`${name}: ${firstLine}`);
    }
  }
  throw new ShotbenchError(
    'EXECUTOR_TENSORFLOW_MISSING',
    'executor "tensorflow" needs @tensorflow/tfjs-node-gpu with its native library, which is not there; add it with ' +
      '"npm run add-tensorflow" (it downloads libtensorflow), or use executor "onnx". ' +
      `Tried ${reasons.join('; ')}`,
  );
}
