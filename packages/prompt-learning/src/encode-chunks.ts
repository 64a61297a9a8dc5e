import { tf } from '@shotbench/tensor';

import type { Hosts, PromptEncoder, Tensors } from './prompt-encoder.ts';

/** Weights, and the tensors of every chunk under names of its own: the constants of a step that encodes all classes by {@link encodeChunks}. */
export function chunkConstants({ weights, chunks }: PromptEncoder): Hosts {
  const own = chunks.flatMap(({ tensors }, i) =>
    Object.entries(tensors).map(([name, tensor]) => [chunkName(i, name), tensor] as const),
  );
  return { ...weights, ...Object.fromEntries(own) };
}

/**
 * Text features of all chunks, below one another. Written with tfjs operations, for steps that learn more than what the text encoder reads.
 *
 * @param tensors {@link chunkConstants}, and what the encoder's hooks look for.
 * @returns t [C, D], not normalised.
 */
export function encodeChunks(encoder: PromptEncoder, context: tf.Tensor, tensors: Tensors): tf.Tensor2D {
  const parts = encoder.chunks.map(({ tensors: own, count, classes }, i) => {
    const ofChunk = Object.keys(own).map((name) => [name, tensors[chunkName(i, name)]!] as const);
    const text = encoder.encode(context, { ...tensors, ...Object.fromEntries(ofChunk) });
    return count === classes.length ? text : tf.slice(text, [0, 0], [count, text.shape[1]]);
  });
  return parts.length === 1 ? parts[0]! : tf.concat(parts, 0);
}

function chunkName(chunk: number, name: string): string {
  return `chunk${chunk}/${name}`;
}
