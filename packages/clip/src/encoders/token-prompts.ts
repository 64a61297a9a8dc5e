import { tf } from '@shotbench/tensor';

/** Learned tokens: [n, W] the same for every image or text, or [n, B, W] one set for each. */
export type Prompt = tf.Tensor;

/** @returns [n, B, W] */
export function overBatch(prompt: Prompt, batch: number): tf.Tensor3D {
  if (prompt.shape.length === 3) return prompt as tf.Tensor3D;
  const [n, width] = prompt.shape as [number, number];
  // Adding to zeros repeats by broadcasting, whose gradient is one sum; that of tf.tile is a slice for each copy.
  return tf.add(tf.reshape(prompt, [n, 1, width]), tf.zeros([n, batch, width]));
}

/**
 * Puts a prompt in the place of the tokens `start` … `start + n − 1`.
 *
 * @param tokens [T, B, W]
 * @returns [T, B, W]
 */
export function replaceTokens(tokens: tf.Tensor3D, start: number, prompt: Prompt): tf.Tensor3D {
  const [length, batch, width] = tokens.shape;
  const end = start + prompt.shape[0];
  const part = (from: number, to: number): tf.Tensor3D[] =>
    to > from ? [tf.slice(tokens, [from, 0, 0], [to - from, batch, width])] : [];
  return tf.concat([...part(0, start), overBatch(prompt, batch), ...part(end, length)], 0);
}
