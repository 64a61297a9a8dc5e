/**
 * One training step of TaskRes (D = 1024, C = 100, B = 256, Adam) against its two matrix products alone, in the same process with the
 * same threads, and against the plain JavaScript executor.
 */
import { matrix, normalizeRows, Random } from '@shotbench/few-shot';
import { constantRate, type ExecutorName, int32 } from '@shotbench/tensor';
import { bareMatmuls, measureInTurn } from '@shotbench/tensor/bench';

import { trainResidual } from '../src/residual.ts';

const [D, C, B, N] = [1024, 100, 256, 1600];
const THREADS = 2;
const LIMIT = 2.5;

const random = new Random(1);
const features = unitRows(N);
const text = unitRows(C);
const labels = Int32Array.from({ length: N }, (_, i) => i % C);

function unitRows(rows: number) {
  return normalizeRows(
    matrix(
      Float32Array.from({ length: rows * D }, () => random.normal()),
      D,
    ),
  );
}

/** Seconds for one step: two trainings of different length are subtracted, so that tracing and set-up do not count. */
async function secondsPerStep(executor: ExecutorName, steps: number): Promise<number> {
  const train = async (count: number): Promise<number> => {
    const rows = Int32Array.from({ length: count * B }, () => random.below(N));
    const began = performance.now();
    await trainResidual({
      features,
      labels,
      text,
      alpha: 0.5,
      logitScale: 100,
      weightDecay: 5e-4,
      indices: int32([count, B], rows),
      learningRates: constantRate(2e-3, count),
      execution: executor === 'onnx' ? { executor, threads: THREADS } : { executor },
    });
    return (performance.now() - began) / 1000;
  };
  const short = Math.ceil(steps / 7);
  const [before, after] = [await train(short), await train(steps + short)];
  return (after - before) / steps;
}

const MATMUL_RUNS = 300;
const matmuls = await bareMatmuls(
  [
    { m: B, k: D, n: C },
    { m: C, k: B, n: D },
  ],
  THREADS,
);
const times = await measureInTurn({
  matmuls: async () => {
    const began = performance.now();
    for (let i = 0; i < MATMUL_RUNS; i++) await matmuls();
    return (performance.now() - began) / 1000 / MATMUL_RUNS;
  },
  onnx: () => secondsPerStep('onnx', 700),
});
const cpu = await secondsPerStep('cpu', 5);

const ms = (seconds: number): string => `${(seconds * 1000).toFixed(2)} ms`;
const ratio = times.onnx.median / times.matmuls.median;
console.log(
  `TaskRes step, D=${D} C=${C} B=${B}, Adam, float32, ${THREADS} threads; medians of 9 rounds in turn (range)`,
);
for (const [name, { median, fastest, slowest }] of Object.entries(times)) {
  console.log(`  ${name.padEnd(8)} ${ms(median)} (${ms(fastest)} to ${ms(slowest)})`);
}
console.log(`  cpu      ${ms(cpu)} (plain JavaScript, one measurement)`);
console.log(`  step / its two matrix products: ${ratio.toFixed(2)} (at most ${LIMIT} asked for)`);
console.log(`  cpu / onnx: ${(cpu / times.onnx.median).toFixed(0)}`);
