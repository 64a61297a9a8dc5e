import { type Optimizer, tf } from '@shotbench/tensor';

export interface AccumulatedGradientOptions {
  /** η; the training's own learning rate is not used. */
  readonly stepSize: number;
  /** Steps of the training from one update to the next. */
  readonly every: number;
  /** Whether the gradients since the first step are summed up; otherwise the update takes that of its own step. */
  readonly isSummed: boolean;
}

/**
 * Gradient descent that moves at every n-th step only: `if (epoch + 1) % 10 == 0: alpha_vec.data -= lr_alpha * alpha_vec.grad.data`, where PyTorch adds
 * to `grad` at every step and nothing sets it back to zero.
 */
export function accumulatedGradient({ stepSize, every, isSummed }: AccumulatedGradientOptions): Optimizer {
  return {
    name: 'accumulated-gradient',
    memories: isSummed ? 1 : 0,
    scalars: (step) => ({ rate: (step + 1) % every === 0 ? stepSize : 0 }),
    update({ parameter, memory }, gradient, { rate }) {
      const [sum] = memory;
      const direction = sum ? tf.add(sum, gradient) : gradient;
      return { parameter: tf.sub(parameter, tf.mul(direction, rate!)), memory: sum ? [direction] : [] };
    },
  };
}
