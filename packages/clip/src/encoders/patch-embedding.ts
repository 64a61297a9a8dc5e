import { linear, tf } from '@shotbench/tensor';

/**
 * Cuts images into square patches and maps each linearly: the convolution whose stride is its size, as one matrix
 * product.
 *
 * @param pixels [B, 3, H, W]
 * @param weight [width, 3, p, p]
 * @returns [H/p · W/p, B, width], patches row by row.
 */
export function patchEmbedding(pixels: tf.Tensor4D, weight: tf.Tensor): tf.Tensor3D {
  const [batch, channels, height, breadth] = pixels.shape;
  const [width, , p] = weight.shape as [number, number, number, number];
  const [rows, columns] = [height / p, breadth / p];
  const grid = tf.reshape(pixels, [batch, channels, rows, p, columns, p]);
  const patches = tf.reshape(tf.transpose(grid, [2, 4, 0, 1, 3, 5]), [rows * columns, batch, channels * p * p]);
  return linear(patches, tf.reshape(weight, [width, channels * p * p])) as tf.Tensor3D;
}
