/**
 * The whole few-shot figure of TaskRes at the sizes of RN50: 11 datasets, 1 to 16 shots, three seeds, the released code's epochs, and
 * the test set after each training; random features, whose values change no time. Beside the total: which share of it the bare matrix products of
 * the steps take, timed for each size, and how training grows with shots × classes² × epochs, which is steps × batch × classes but for the rest of an epoch that fills
 * no batch: its power over all sizes, and the steepest rise from one number of classes to another.
 */
import type { FewShotTask } from '@shotbench/few-shot';
import { stackRows, textFeatures } from '@shotbench/few-shot';
import { unitNoise } from '@shotbench/few-shot/bench';
import { bareMatmuls, measureInTurn } from '@shotbench/tensor/bench';

import { taskRes } from '../src/index.ts';

const D = 1024;
const SHOTS = [1, 2, 4, 8, 16];
const SEEDS = [1, 2, 3];
const THREADS = 2;
const MOST_MINUTES = 15;
const BATCH = 256;

/** Sizes that are closer than this factor say nothing about growth. */
const APART = 1.5;

/** Classes and test images of the 11 sets. */
const SETS = {
  imagenet: [1000, 50_000],
  caltech101: [100, 2465],
  'oxford-pets': [37, 3669],
  'stanford-cars': [196, 8041],
  flowers102: [102, 2463],
  food101: [101, 30_300],
  'fgvc-aircraft': [100, 3333],
  sun397: [397, 19_850],
  dtd: [47, 1692],
  eurosat: [10, 8100],
  ucf101: [101, 3783],
} as const satisfies Record<string, readonly [classes: number, test: number]>;

interface Cost {
  readonly classes: number;
  readonly shots: number;
  /** steps × batch × classes */
  readonly work: number;
  /** Of one training, the mean of the seeds. */
  readonly seconds: number;
}

/** Random numbers once, in slices: making them takes longer than many a training. */
const noise = unitNoise(4096, D);

function rows(count: number) {
  const copies = Array.from({ length: Math.ceil(count / noise.rows) }, () => noise);
  const all = stackRows(copies);
  return { ...all, rows: count, data: all.data.subarray(0, count * D) };
}

function taskOf(name: string, classes: number, shots: number): FewShotTask {
  const labels = Int32Array.from({ length: classes * shots }, (_, i) => i % classes);
  const centre = rows(labels.length);
  return {
    dataset: name,
    shots,
    classNames: Array.from({ length: classes }, (_, c) => `class ${c}`),
    train: { centre, views: [centre], mean: centre, labels },
    protocol: 'fixed',
    validation: { features: rows(0), labels: new Int32Array() },
    text: textFeatures(rows(classes)),
    logitScale: 100,
  };
}

/** Seconds of the matrix products of one step: f t′ᵀ and the gradient of t′. */
async function productSeconds(classes: number, batch: number): Promise<number> {
  const run = await bareMatmuls(
    [
      { m: batch, k: D, n: classes },
      { m: classes, k: batch, n: D },
    ],
    THREADS,
  );
  const { products } = await measureInTurn({ products: run }, { rounds: 15, warmups: 5 });
  return products.median;
}

const costs: Cost[] = [];
let [total, inProducts, flops] = [0, 0, 0];
console.log(`TaskRes, ${Object.keys(SETS).length} sets × ${SHOTS.length} shot counts × ${SEEDS.length} seeds, D=${D}`);
for (const [name, [classes, testCount]] of Object.entries(SETS)) {
  const test = rows(testCount);
  const line: string[] = [];
  for (const shots of SHOTS) {
    const batch = Math.min(BATCH, classes * shots);
    const perStep = await productSeconds(classes, batch);
    const task = taskOf(name, classes, shots);
    let [seconds, training, steps] = [0, 0, 0];
    for (const seed of SEEDS) {
      const began = performance.now();
      const fit = await taskRes.fit(task, taskRes.config.parse({}), { execution: { threads: THREADS }, seed });
      training += (performance.now() - began) / 1000;
      await fit.logits(test);
      seconds += (performance.now() - began) / 1000;
      steps = fit.details['steps'] as number;
      inProducts += perStep * steps;
      // Two products, a multiplication and an addition each.
      flops += 4 * batch * classes * D * steps;
    }
    total += seconds;
    costs.push({ classes, shots, work: steps * batch * classes, seconds: training / SEEDS.length });
    line.push(`${shots}: ${(seconds / SEEDS.length).toFixed(2)} s`);
  }
  console.log(`  ${name.padEnd(14)} C=${String(classes).padEnd(5)} ${line.join(', ')}`);
}

const growths = costs.flatMap((from) =>
  costs
    .filter((to) => to.shots === from.shots && to.classes >= APART * from.classes)
    .map((to) => ({ from, to, ratio: to.seconds / from.seconds / (to.work / from.work) })),
);
const steepest = growths.reduce((most, growth) => (growth.ratio > most.ratio ? growth : most));
const { from, to } = steepest;
const power = slope(
  costs.map(({ work }) => Math.log(work)),
  costs.map(({ seconds }) => Math.log(seconds)),
);
console.log(`  all: ${(total / 60).toFixed(1)} minutes (at most ${MOST_MINUTES} asked for)`);
console.log(
  `  in the steps' matrix products: ${((100 * inProducts) / total).toFixed(0)} %, at ${(flops / inProducts / 1e9).toFixed(0)} GFLOP/s`,
);
console.log(`  grows as (shots × classes² × epochs)^${power.toFixed(2)} (at most 1 asked for)`);
console.log(
  `  steepest from one number of classes to another: ${steepest.ratio.toFixed(2)} times what shots × classes² × epochs predicts, ` +
    `from ${from.classes} to ${to.classes} classes at ${to.shots} shots (at most 1 asked for)`,
);

/** Of the line through the points, by least squares. */
function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const along = (of: readonly number[], middle: number): number =>
    x.reduce((sum, value, i) => sum + (value - mx) * (of[i]! - middle), 0);
  return along(y, my) / along(x, mx);
}
