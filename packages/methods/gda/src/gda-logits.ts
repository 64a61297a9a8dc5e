import { type Matrix, rowFunction, toTensor } from '@shotbench/few-shot';
import { type ExecutionOptions, float32, tf } from '@shotbench/tensor';

import type { Discriminant } from './discriminant.ts';

export interface GdaLogitsOptions {
  /** T [C, D], unit rows. */
  readonly text: Matrix;
  readonly discriminant: Discriminant;
  /** s, 100 in the released code. */
  readonly logitScale: number;
  readonly execution: ExecutionOptions;
}

/** The function of α and unit rows f ↦ s · f Tᵀ + α (f Wᵀ + b), [N, D] → [N, C] (`main_few_shots.py`). */
export function gdaLogits({ text, discriminant, logitScale, execution }: GdaLogitsOptions) {
  const { weights, bias } = discriminant;
  const alphaOf = (alpha: number) => ({ alpha: float32([], [alpha]) });
  const logits = rowFunction({
    columns: text.rows,
    constants: { text: toTensor(text), weights: toTensor(weights), bias: float32([bias.length], bias), ...alphaOf(1) },
    compute: (f, tensors) => {
      const zeroShot = tf.matMul(f, tensors['text'] as tf.Tensor2D, false, true); // [B, D] · [D, C] → [B, C]
      const image = tf.add(tf.matMul(f, tensors['weights'] as tf.Tensor2D, false, true), tensors['bias']!);
      return tf.add(tf.mul(zeroShot, logitScale), tf.mul(image, tensors['alpha']!));
    },
    execution,
  });
  return (alpha: number, f: Matrix): Promise<Matrix> => logits(f, alphaOf(alpha));
}
