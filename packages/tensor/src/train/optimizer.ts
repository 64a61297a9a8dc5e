import { tf } from '../tfjs.ts';

/** Numbers that an update uses at one step, computed in double precision before training starts. */
export type StepScalars = Readonly<Record<string, number>>;

/**
 * An optimiser as PyTorch defines it. Everything that depends on the step number alone is a scalar made in advance,
 * so that the update itself walks over each tensor as few times as possible.
 */
export interface Optimizer {
  readonly name: string;
  /** How many tensors of a parameter's shape it remembers, all zero at first. */
  readonly memories: number;
  /** @param step counted from 0. */
  scalars(step: number, learningRate: number): StepScalars;
  update(state: ParameterState, gradient: tf.Tensor, scalars: Readonly<Record<string, tf.Scalar>>): ParameterState;
}

export interface ParameterState {
  readonly parameter: tf.Tensor;
  readonly memory: readonly tf.Tensor[];
}

export interface SgdOptions {
  /** Default 0. */
  readonly momentum?: number;
  /** Coupled (L2): added to the gradient before momentum. Default 0. */
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent with momentum, no dampening, no Nesterov (torch.optim.SGD):
 * g ← g + λp; b ← μb + g; p ← p − η b.
 */
export function sgd({ momentum = 0, weightDecay = 0 }: SgdOptions = {}): Optimizer {
  return {
    name: 'sgd',
    memories: momentum === 0 ? 0 : 1,
    scalars: (_, learningRate) => ({ learningRate }),
    update({ parameter, memory }, gradient, { learningRate }) {
      const decayed = withL2(gradient, parameter, weightDecay);
      const [buffer] = memory;
      const direction = buffer ? tf.add(tf.mul(buffer, momentum), decayed) : decayed;
      return {
        parameter: tf.sub(parameter, tf.mul(direction, learningRate!)),
        memory: buffer ? [direction] : [],
      };
    },
  };
}

export interface AdamOptions {
  /** Default 0.9 (torch.optim.Adam). */
  readonly beta1?: number;
  /** Default 0.999 (torch.optim.Adam). */
  readonly beta2?: number;
  /** Default 1e-8 (torch.optim.Adam). */
  readonly epsilon?: number;
  /** Default 0. */
  readonly weightDecay?: number;
}

/** Adam with coupled weight decay, λp added to the gradient (torch.optim.Adam). */
export function adam(options: AdamOptions = {}): Optimizer {
  return adamLike('adam', options, 'coupled');
}

/** Adam with decoupled weight decay, p ← (1 − ηλ)p before the update (torch.optim.AdamW). */
export function adamW(options: AdamOptions = {}): Optimizer {
  return adamLike('adamw', options, 'decoupled');
}

/**
 * PyTorch's update is m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², p ← p − η/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε). Kept here are
 * M = m/(1−β₁) and V = v/(1−β₂), which saves a pass over memory each, and the constants move into two scalars:
 * p ← p − a · M / (√V + e) with e = ε √(1−β₂ᵗ)/√(1−β₂) and a = η (1−β₁)/(1−β₁ᵗ) · √(1−β₂ᵗ)/√(1−β₂).
 */
function adamLike(name: string, options: AdamOptions, decay: 'coupled' | 'decoupled'): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  return {
    name,
    memories: 2,
    scalars(step, learningRate) {
      const t = step + 1;
      const root = Math.sqrt((1 - beta2 ** t) / (1 - beta2));
      return {
        rate: ((learningRate * (1 - beta1)) / (1 - beta1 ** t)) * root,
        epsilon: epsilon * root,
        ...(decay === 'decoupled' && weightDecay !== 0 && { shrink: 1 - learningRate * weightDecay }),
      };
    },
    update({ parameter, memory }, gradient, scalars) {
      const [mean, square] = memory as [tf.Tensor, tf.Tensor];
      const g = decay === 'coupled' ? withL2(gradient, parameter, weightDecay) : gradient;
      const newMean = tf.add(tf.mul(mean, beta1), g);
      const newSquare = tf.add(tf.mul(square, beta2), tf.square(g));
      const start = scalars['shrink'] ? tf.mul(parameter, scalars['shrink']) : parameter;
      const direction = tf.div(newMean, tf.add(tf.sqrt(newSquare), scalars['epsilon']!));
      return {
        parameter: tf.sub(start, tf.mul(direction, scalars['rate']!)),
        memory: [newMean, newSquare],
      };
    },
  };
}

export interface AdadeltaOptions {
  /** Default 0.9 (torch.optim.Adadelta). */
  readonly rho?: number;
  /** Default 1e-6 (torch.optim.Adadelta). */
  readonly epsilon?: number;
  /** Coupled (L2). Default 0. */
  readonly weightDecay?: number;
}

/**
 * Adadelta (torch.optim.Adadelta; Zeiler, arXiv 1212.5701): v ← ρv + (1−ρ)g²; d = g √(u+ε)/√(v+ε); u ← ρu + (1−ρ)d²; p ← p − η d.
 */
export function adadelta({ rho = 0.9, epsilon = 1e-6, weightDecay = 0 }: AdadeltaOptions = {}): Optimizer {
  const averaged = (average: tf.Tensor, value: tf.Tensor): tf.Tensor =>
    tf.add(tf.mul(average, rho), tf.mul(tf.square(value), 1 - rho));
  return {
    name: 'adadelta',
    memories: 2,
    scalars: (_, learningRate) => ({ learningRate }),
    update({ parameter, memory }, gradient, { learningRate }) {
      const [square, moved] = memory as [tf.Tensor, tf.Tensor];
      const g = withL2(gradient, parameter, weightDecay);
      const newSquare = averaged(square, g);
      const step = tf.mul(g, tf.div(tf.sqrt(tf.add(moved, epsilon)), tf.sqrt(tf.add(newSquare, epsilon))));
      return {
        parameter: tf.sub(parameter, tf.mul(step, learningRate!)),
        memory: [newSquare, averaged(moved, step)],
      };
    },
  };
}

function withL2(gradient: tf.Tensor, parameter: tf.Tensor, weightDecay: number): tf.Tensor {
  return weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(parameter, weightDecay));
}
