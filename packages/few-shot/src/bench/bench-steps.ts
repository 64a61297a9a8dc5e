import type { TrainLoopOptions } from '@shotbench/tensor';
import { bareMatmuls, measureInTurn, type Measurement, type Product } from '@shotbench/tensor/bench';

/** Sizes of a training step: length of a feature, classes, images in a batch. */
export interface StepShape {
  readonly D: number;
  readonly C: number;
  readonly B: number;
}

/** What steps of all methods are timed at. */
export const STEP_SHAPES: readonly StepShape[] = [
  { D: 1024, C: 100, B: 256 },
  { D: 512, C: 1000, B: 256 },
  { D: 1024, C: 47, B: 256 },
];

/** The matrix products that training a linear classifier w [C, D] takes: f wᵀ and the gradient of w. */
export function classifierProducts({ D, C, B }: StepShape): readonly Product[] {
  return [
    { m: B, k: D, n: C },
    { m: C, k: B, n: D },
  ];
}

export interface StepBench {
  /** What is timed, for the headline. */
  readonly title: string;
  /** Default: {@link STEP_SHAPES}. */
  readonly shapes?: readonly StepShape[];
  /** The matrix products of one step. */
  readonly products: (shape: StepShape) => readonly Product[];
  /** Makes the function that trains for so many steps, watched as the context says. */
  readonly prepare: (shape: StepShape) => (steps: number, context: Partial<TrainLoopOptions>) => Promise<unknown>;
}

type Train = ReturnType<StepBench['prepare']>;

const THREADS = 2;
const LIMIT = 2.2;
const ROUNDS = 5;
/** Seconds that one candidate is given in one round. */
const ROUND = 1;

/** Times one training step of each shape against its matrix products alone, in the same process with the same threads, and prints both. */
export async function benchSteps({ title, shapes = STEP_SHAPES, products, prepare }: StepBench): Promise<void> {
  console.log(`${title}, float32, ${THREADS} threads; medians of ${ROUNDS} rounds in turn (range)`);
  for (const shape of shapes) {
    const train = prepare(shape);
    const matmuls = await bareMatmuls(products(shape), THREADS);
    const runs = howMany(await secondsOf(() => repeat(matmuls, 5)), 5);
    const steps = howMany(await secondsPerStep(train, 5), 1);
    const times = await measureInTurn(
      {
        matmuls: async () => (await secondsOf(() => repeat(matmuls, runs))) / runs,
        step: () => secondsPerStep(train, steps),
      },
      { rounds: ROUNDS, warmups: 1 },
    );
    const ratio = times.step.median / times.matmuls.median;
    console.log(`  D=${shape.D} C=${shape.C} B=${shape.B}`);
    for (const [name, measurement] of Object.entries(times)) console.log(`    ${name.padEnd(8)} ${inMs(measurement)}`);
    console.log(`    step / its matrix products: ${ratio.toFixed(2)} (at most ${LIMIT} asked for)`);
  }
}

/**
 * Over the second half of a training of twice as many steps, so that tracing, set-up and the first touch of memory do not count; all that
 * a segment of the loop costs does.
 */
async function secondsPerStep(train: Train, steps: number): Promise<number> {
  const marks: { step: number; at: number }[] = [];
  await train(2 * steps + FIRST_SEGMENT, {
    threads: THREADS,
    onProgress: ({ step }) => marks.push({ step, at: performance.now() }),
  });
  const end = marks.at(-1)!;
  const begin = marks.findLast(({ step }) => step <= Math.max(FIRST_SEGMENT, end.step - steps))!;
  return (end.at - begin.at) / 1000 / (end.step - begin.step);
}

/** Steps of the training loop's first segment (`train-loop.ts`). */
const FIRST_SEGMENT = 8;

/** How many of something that took `seconds` for `count` fill a round. */
function howMany(seconds: number, count: number): number {
  return Math.max(3, Math.round((ROUND * count) / Math.max(seconds, 1e-6)));
}

async function repeat(run: () => Promise<void>, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await run();
}

async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return (performance.now() - began) / 1000;
}

function inMs({ median, fastest, slowest }: Measurement): string {
  const ms = (seconds: number): string => `${(seconds * 1000).toFixed(2)} ms`;
  return `${ms(median)} (${ms(fastest)} to ${ms(slowest)})`;
}
