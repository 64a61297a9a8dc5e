import { linearLogits, type Matrix, matrix } from '@shotbench/few-shot';
import { compile, type ExecutionOptions, float64, int32, softmaxCrossEntropy, specsOf, tf } from '@shotbench/tensor';

import { type LbfgsOptions, type Minimum, minimize, type Objective } from './lbfgs.ts';

export interface LogisticRegressionData {
  /** x [N, D]. */
  readonly features: Matrix;
  /** y [N], in 0 … C − 1. */
  readonly labels: Int32Array;
  /** C, at least 2. */
  readonly classes: number;
}

/** One fit at one strength of regularisation. */
export interface LogisticRegressionFit extends Omit<Minimum, 'point'> {
  /** w [C, D]. */
  readonly weights: Matrix;
  /** b [C]. */
  readonly bias: Float32Array;
  /** Scores of new rows, [N, D] → [N, C]. */
  logits(features: Matrix): Promise<Matrix>;
}

/**
 * Multinomial logistic regression as scikit-learn's `LogisticRegression(solver="lbfgs", penalty="l2")`: minimises
 * Σ_i −log softmax(W x_i + b)[y_i] + ½/C ‖W‖² from zeros, the intercept b unpenalised, in double precision where the executor has it.
 * With two classes scikit-learn fits one weight row; the same classifier is the two-row one with twice the penalty.
 *
 * @returns a function that fits for a given inverse strength C; the program is compiled once.
 */
export async function logisticRegression(
  { features, labels, classes }: LogisticRegressionData,
  execution: ExecutionOptions,
  options: LbfgsOptions,
): Promise<(inverseStrength: number) => Promise<LogisticRegressionFit>> {
  const dims = features.columns;
  const weightCount = classes * dims;
  const precision = (execution.executor ?? 'onnx') === 'onnx' ? 'float64' : 'float32';
  const fixed = { x: float64([features.rows, dims], features.data), y: int32([labels.length], labels) };
  const inputsAt = (point: Float64Array, lambda: number) => ({
    ...fixed,
    w: float64([classes, dims], point.subarray(0, weightCount)),
    b: float64([classes], point.subarray(weightCount)),
    lambda: float64([], [lambda]),
  });
  const start = new Float64Array(weightCount + classes);

  const program = await compile(
    ({ x, y, w, b, lambda }) => {
      const loss = (...[weights, bias]: tf.Tensor[]): tf.Scalar => {
        const z = tf.add(tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D, false, true), bias!); // [N, C]
        const penalty = tf.mul(tf.mul(lambda, 0.5), tf.sum(tf.square(weights!)));
        return tf.add(softmaxCrossEntropy(z, y, tf.ones([features.rows])), penalty); // the sum over the images
      };
      const { value, grads } = tf.valueAndGrads(loss)([w, b]);
      return { value, gradientW: grads[0]!, gradientB: grads[1]! };
    },
    specsOf(inputsAt(start, 0)),
    { ...execution, precision },
  );

  return async (inverseStrength) => {
    const lambda = (classes === 2 ? 2 : 1) / inverseStrength;
    const objective: Objective = async (point) => {
      const { value, gradientW, gradientB } = await program.run(inputsAt(point, lambda));
      const gradient = new Float64Array(point.length);
      gradient.set(gradientW.data);
      gradient.set(gradientB.data, weightCount);
      return { value: Number(value.data[0]), gradient };
    };
    const { point, ...minimum } = await minimize(objective, start, options);
    const weights = matrix(Float32Array.from(point.subarray(0, weightCount)), dims);
    const bias = Float32Array.from(point.subarray(weightCount));
    return { ...minimum, weights, bias, logits: linearLogits({ weights, bias, execution }) };
  };
}
