import { tf } from '../tfjs.ts';

/**
 * x / ‖x‖ for each row.
 * @param x [N, D]; a row of zeros has no direction and gives NaN.
 * @returns [N, D]
 */
export function unitLength(x: tf.Tensor): tf.Tensor {
  return tf.div(x, tf.sqrt(tf.sum(tf.square(x), 1, true)));
}
