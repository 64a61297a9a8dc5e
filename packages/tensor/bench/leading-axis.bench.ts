/**
 * Whether several trainings of one shape pay along a leading axis: R of TaskRes's in one loop, [R, B, D] · [R, D, C], against the same one after the
 * other. With one thread they do not (0.87 to 1.17 times as fast), and processes with one thread each are what a sweep runs best in; with two threads,
 * small classifiers gain (up to 1.47 times). A loop's step has little cost of its own that could be shared, and the larger tensors leave the caches.
 * Therefore cells are trained one by one.
 */
import {
  adam,
  constantRate,
  cosineLogits,
  float32,
  type HostTensor,
  int32,
  type Loss,
  softmaxCrossEntropy,
  tf,
  trainLoop,
  zeros,
} from '../src/index.ts';
import { measureInTurn } from '../src/bench/index.ts';

const [SCALE, ALPHA, SHOTS, R] = [100, 0.5, 16, 3];
const SHAPES = [
  { C: 10, D: 1024, B: 160 },
  { C: 47, D: 1024, B: 256 },
  { C: 100, D: 1024, B: 256 },
  { C: 60, D: 128, B: 256 },
];

type Shape = (typeof SHAPES)[number];

function noise(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(1 + 7.3 * i) + Math.cos(0.37 * i));
}

/** Cross-entropy of a batch [B] with x [C, D]. */
const one: Loss = ({ parameters, constants, batch }) => {
  const features = tf.gather(constants['features']!, batch['indices']!);
  const labels = tf.gather(constants['labels']!, batch['indices']!);
  const classifier = tf.add(constants['text']!, tf.mul(parameters['residual']!, ALPHA));
  return softmaxCrossEntropy(cosineLogits(features, classifier, SCALE), labels);
};

/** The sum of that over R batches [R, B] with x [R, C, D], with the gradient that `cosineLogits` has. */
const together: Loss = ({ parameters, constants, batch }) => {
  const features = tf.gather(constants['features']!, batch['indices']!); // [R, B, D]
  const labels = tf.gather(constants['labels']!, batch['indices']!);
  const classifier = tf.add(constants['text']!, tf.mul(parameters['residual']!, ALPHA)); // [R, C, D]
  const compute = tf.customGrad((x, w, save) => {
    const [xs, ws] = [x as tf.Tensor3D, w as tf.Tensor3D];
    const squaredNorms = tf.sum(tf.square(ws), 2, true); // [R, C, 1]
    const factors = tf.transpose(tf.div(SCALE, tf.sqrt(squaredNorms)), [0, 2, 1]); // [R, 1, C]
    const logits = tf.mul(tf.matMul(xs, ws, false, true), factors); // [R, B, C]
    (save as tf.GradSaveFunc)([xs, ws, squaredNorms, factors, logits]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [x0, w0, norms2, k, z] = saved as [tf.Tensor3D, tf.Tensor3D, tf.Tensor, tf.Tensor, tf.Tensor];
      const scaled = tf.mul<tf.Tensor3D>(dy, k);
      const along = tf.div(tf.transpose(tf.sum(tf.mul(dy, z), 1, true), [0, 2, 1]), norms2); // [R, C, 1]
      return [tf.matMul(scaled, w0), tf.sub(tf.matMul(scaled, x0, true, false), tf.mul(w0, along))];
    };
    return { value: logits, gradFunc };
  });
  const logits = compute(features, classifier);
  const [cells, batchSize, classes] = logits.shape as [number, number, number];
  const mean = softmaxCrossEntropy(
    tf.reshape(logits, [cells * batchSize, classes]),
    tf.reshape(labels, [cells * batchSize]),
  );
  return tf.mul(mean, cells);
};

/** Trains and gives seconds per step, from the end of the first segment to that of the last. */
async function secondsPerStep({ C, D }: Shape, loss: Loss, residual: number[], batch: number[], threads: number) {
  const steps = 8 + Math.round(6e9 / (batch.reduce((size, dim) => size * dim, 1) * C * D));
  const count = SHOTS * C;
  const size = steps * batch.reduce((product, dim) => product * dim, 1);
  const labels = Int32Array.from({ length: count }, (_, i) => i % C);
  const indices: HostTensor = int32(
    [steps, ...batch],
    Int32Array.from({ length: size }, (_, i) => (i * 7919) % count),
  );
  const marks: { step: number; at: number }[] = [];
  await trainLoop({
    loss,
    parameters: { residual: zeros(residual) },
    constants: {
      features: float32([count, D], noise(count * D)),
      labels: int32([count], labels),
      text: float32([C, D], noise(C * D)),
    },
    batches: { indices },
    optimizer: adam({ weightDecay: 5e-4 }),
    learningRates: constantRate(2e-3, steps),
    threads,
    segmentSeconds: 1000,
    onProgress: ({ step }) => marks.push({ step, at: performance.now() }),
  });
  const [begin, end] = [marks[0]!, marks.at(-1)!];
  return (end.at - begin.at) / 1000 / (end.step - begin.step);
}

console.log(
  `${R} TaskRes trainings along a leading axis against one after the other, float32, medians of 5 rounds in turn`,
);
for (const threads of [1, 2]) {
  for (const shape of SHAPES) {
    const { B, C, D } = shape;
    const { single, leading } = await measureInTurn(
      {
        single: () => secondsPerStep(shape, one, [C, D], [B], threads),
        leading: () => secondsPerStep(shape, together, [R, C, D], [R, B], threads),
      },
      { rounds: 5, warmups: 1 },
    );
    const inMs = (seconds: number): string => `${(1000 * seconds).toFixed(2)} ms`;
    console.log(
      `  C=${C} D=${D} B=${B}, ${threads} thread${threads === 1 ? '' : 's'}: ${R} × ${inMs(single.median)} one by one, ` +
        `${inMs(leading.median)} together, ${((R * single.median) / leading.median).toFixed(2)} times as fast`,
    );
  }
}
