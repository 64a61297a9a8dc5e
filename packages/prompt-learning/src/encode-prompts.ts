import { type Matrix, matrix } from '@shotbench/few-shot';
import type { ExecutionOptions, HostTensor } from '@shotbench/tensor';

import { chunkPrograms } from './chunk-programs.ts';
import type { PromptEncoder } from './prompt-encoder.ts';

/**
 * The text features of learned prompts.
 * @param context v [M, W] or [C, M, W].
 * @returns t [C, D], not normalised.
 */
export async function encodePrompts(
  encoder: PromptEncoder,
  context: HostTensor,
  execution: ExecutionOptions,
): Promise<Matrix> {
  const { shape, data } = await chunkPrograms(encoder, execution).encode(context);
  return matrix(data as Float32Array, shape[1]!);
}
