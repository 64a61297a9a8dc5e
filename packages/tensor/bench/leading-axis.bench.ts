/**
 * What several trainings of one kind gain from one loop with a leading axis: `trainLoops` against `trainLoop` one after the other, tracing and set-up
 * included, for seeds (batches of their own) and for settings (the same batches, other factors and learning rates). A step has little cost of its own that
 * could be shared, so only small steps gain; `trainLoops` leaves large ones by themselves.
 */
import {
  adam,
  constantRate,
  cosineLogits,
  float32,
  int32,
  softmaxCrossEntropy,
  tf,
  trainLoop,
  trainLoops,
  type TrainLoopOptions,
  zeros,
} from '../src/index.ts';
import { measureInTurn } from '../src/bench/index.ts';

const [SCALE, SHOTS, R] = [100, 16, 6];
const SHAPES = [
  { C: 5, D: 64, B: 20, steps: 400 },
  { C: 10, D: 512, B: 40, steps: 400 },
  { C: 10, D: 512, B: 160, steps: 200 },
  { C: 47, D: 512, B: 47, steps: 200 },
  { C: 100, D: 1024, B: 256, steps: 50 },
];
type Shape = (typeof SHAPES)[number];

const KINDS = ['seeds', 'settings'] as const;

function noise(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(1 + 7.3 * i) + Math.cos(0.37 * i));
}

/** R trainings of TaskRes's loss. */
function trainings({ C, D, B, steps }: Shape, kind: (typeof KINDS)[number], threads: number): TrainLoopOptions[] {
  const count = SHOTS * C;
  const constants = {
    features: float32([count, D], noise(count * D)),
    labels: int32(
      [count],
      Int32Array.from({ length: count }, (_, i) => i % C),
    ),
    text: float32([C, D], noise(C * D)),
  };
  return Array.from({ length: R }, (_unused, r) => {
    const [seed, setting] = kind === 'seeds' ? [r, 0] : [0, r];
    const alpha = 0.2 + 0.1 * setting;
    return {
      loss: ({ parameters, constants: fixed, batch }) => {
        const features = tf.gather(fixed['features']!, batch['indices']!);
        const labels = tf.gather(fixed['labels']!, batch['indices']!);
        const classifier = tf.add(fixed['text']!, tf.mul(parameters['residual']!, alpha));
        return softmaxCrossEntropy(cosineLogits(features, classifier, SCALE), labels);
      },
      parameters: { residual: zeros([C, D]) },
      constants,
      batches: {
        indices: int32(
          [steps, B],
          Int32Array.from({ length: steps * B }, (_, i) => (i * 7919 + seed * 31) % count),
        ),
      },
      optimizer: adam({ weightDecay: 5e-4 }),
      learningRates: constantRate(1e-3 * (1 + setting), steps),
      threads,
    };
  });
}

console.log(`${R} TaskRes trainings together against one by one, float32, medians of 5 rounds in turn`);
for (const threads of [1, 2]) {
  for (const shape of SHAPES) {
    const { C, D, B, steps } = shape;
    for (const kind of KINDS) {
      const cells = trainings(shape, kind, threads);
      const { alone, together } = await measureInTurn(
        {
          alone: async () => {
            for (const cell of cells) await trainLoop(cell);
          },
          together: async () => void (await trainLoops(cells)),
        },
        { rounds: 5, warmups: 1 },
      );
      const inMs = (seconds: number): string => `${(1000 * seconds).toFixed(0)} ms`;
      console.log(
        `  C=${C} D=${D} B=${B}, ${steps} steps, ${threads} thread${threads === 1 ? '' : 's'}, ${kind}: ${inMs(alone.median)} one by one, ` +
          `${inMs(together.median)} together, ${(alone.median / together.median).toFixed(2)} times as fast`,
      );
    }
  }
}
