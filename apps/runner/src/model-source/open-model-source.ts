import { existsSync, readdirSync, statSync } from 'node:fs';

import type { ModelSource } from './model-source.ts';
import { onnxSource } from './onnx-source.ts';
import { weightsSource } from './weights-source.ts';

/**
 * The model at a path: its weights where there are some, else exports of its encoders.
 * @throws ShotbenchError as `loadModel` and `openOnnxEncoder`.
 */
export async function openModelSource(path: string, threads: number): Promise<ModelSource> {
  const exported = isFolderWithoutWeights(path) ? await onnxSource(path, threads) : undefined;
  return exported ?? weightsSource(path);
}

function isFolderWithoutWeights(path: string): boolean {
  if (!existsSync(path) || !statSync(path).isDirectory()) return false;
  return !readdirSync(path).some((name) => name.endsWith('.safetensors') || name.endsWith('.safetensors.index.json'));
}
