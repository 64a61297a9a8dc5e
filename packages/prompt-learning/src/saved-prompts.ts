import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { openSafetensors, writeSafetensors } from '@shotbench/array-files';
import { ShotbenchError } from '@shotbench/errors';
import type { TextModel } from '@shotbench/few-shot';
import { float32, type HostTensor } from '@shotbench/tensor';

import { NAME_POSITIONS, type NamePosition } from './class-prompts.ts';

/** A learned context and what is needed to use it elsewhere. */
export interface SavedPrompts {
  /** v [M, W], the same for all classes, or [C, M, W] for the classes that it was learned for. */
  readonly context: HostTensor;
  readonly position: NamePosition;
  /** The model whose text encoder it was learned through. */
  readonly backbone: string;
}

/** Writes learned prompts as a safetensors file with one tensor, `context`; the file is complete or not there. */
export function savePrompts(path: string, { context, position, backbone }: SavedPrompts): void {
  const array = { dtype: 'float32', shape: context.shape, data: context.data as Float32Array } as const;
  const bytes = writeSafetensors(new Map([['context', array]]), { position, backbone });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, bytes);
  renameSync(`${path}.part`, path);
}

/**
 * Reads prompts that {@link savePrompts} wrote.
 * @throws ShotbenchError `PROMPTS_FILE` for a file that holds something else, and those of `openSafetensors`.
 */
export function loadPrompts(path: string): SavedPrompts {
  const file = openSafetensors(path);
  try {
    const { position, backbone } = file.metadata;
    const shape = file.tensors.get('context')?.shape;
    const known = NAME_POSITIONS.find((one) => one === position);
    if (!shape || ![2, 3].includes(shape.length) || known === undefined || backbone === undefined)
      throw noPrompts(path);
    return { context: float32(shape, file.readFloat32('context')), position: known, backbone };
  } finally {
    file.close();
  }
}

function noPrompts(path: string): ShotbenchError {
  return new ShotbenchError(
    'PROMPTS_FILE',
    `${path} holds no learned prompts; expected a tensor "context" [M, W] or [C, M, W] with the class name's position and the backbone in its metadata; ` +
      'take a file that "shotbench run --save FOLDER" or savePrompts wrote',
  );
}

/**
 * Checks that prompts belong to a model.
 * @throws ShotbenchError `PROMPTS_MODEL` for prompts of another backbone or width.
 */
export function requireFit({ context, backbone }: SavedPrompts, model: TextModel): void {
  const { width } = model.config.text;
  if (context.shape.at(-1) === width && backbone === model.backbone) return;
  throw new ShotbenchError(
    'PROMPTS_MODEL',
    `the prompts were learned through ${backbone} with tokens of ${context.shape.at(-1)} numbers, but the model is ${model.backbone} with ${width}; ` +
      'use the model that they were learned with',
  );
}
