import { tf } from '../tfjs.ts';

/** Learned factor and offset of a layer norm, [W] each. */
export interface LayerNormWeights {
  readonly scale: tf.Tensor;
  readonly shift: tf.Tensor;
}

/**
 * Layer norm over the last axis: y = x̂ · scale + shift with x̂ = (x − mean)/√(variance + ε) and the biased variance
 * (J. L. Ba et al., arXiv 1607.06450; torch.nn.LayerNorm).
 *
 * Forwards it is one operator where the back end has one. Backwards x̂ is computed anew rather than kept, and with
 * g = ∂L/∂y · scale, ∂L/∂x = (g − mean(g) − x̂ · mean(g · x̂))/√(variance + ε).
 *
 * @param x [..., W]
 * @returns x's shape.
 */
export function layerNorm(x: tf.Tensor, { scale, shift }: LayerNormWeights, epsilon: number): tf.Tensor {
  const compute = tf.customGrad((x0, scale0, shift0, save) => {
    const [xs, s, b] = [x0 as tf.Tensor, scale0 as tf.Tensor, shift0 as tf.Tensor];
    (save as tf.GradSaveFunc)([xs, s]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [input, factor] = saved as [tf.Tensor, tf.Tensor];
      const { unit, inverse } = standardized(input, epsilon);
      const g = tf.mul(dy, factor);
      const along = tf.mean(tf.mul(g, unit), -1, true); // [..., 1]
      const across = tf.sub(g, tf.mean(g, -1, true));
      const dx = tf.mul(tf.sub(across, tf.mul(unit, along)), inverse);
      const rows = dy.shape.slice(0, -1).map((_, axis) => axis);
      return [dx, tf.sum(tf.mul(dy, unit), rows), tf.sum(dy, rows)];
    };
    return { value: forward(xs, { scale: s, shift: b }, epsilon), gradFunc };
  });
  return compute(x, scale, shift);
}

const KERNEL = 'LayerNormalization';

function forward(x: tf.Tensor, { scale, shift }: LayerNormWeights, epsilon: number): tf.Tensor {
  if (tf.getKernel(KERNEL, tf.getBackend())) return tf.engine().runKernel(KERNEL, { x, scale, shift }, { epsilon });
  return tf.add(tf.mul(standardized(x, epsilon).unit, scale), shift);
}

/** x̂ and 1/√(variance + ε) of each row. */
function standardized(x: tf.Tensor, epsilon: number): { unit: tf.Tensor; inverse: tf.Tensor } {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon)); // [..., 1]
  return { unit: tf.mul(centred, inverse), inverse };
}
