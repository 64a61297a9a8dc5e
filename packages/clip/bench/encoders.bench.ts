/**
 * Encoders of the sizes of ViT-B/32 and RN50 with random weights, in batches of 16 images or 32 texts: images and texts per
 * second, against ONNX Runtime alone running the same graph on prepared tensors in the same process; and how many of the
 * processor's floating-point operations are used. Each part has a process of its own.
 */
import { fileURLToPath } from 'node:url';

import { type ExecutionOptions, type HostTensor, int32 } from '@shotbench/tensor';
import {
  bareMatmuls,
  type Candidate,
  type Measurement,
  measureInTurn,
  type Product,
  runPart,
} from '@shotbench/tensor/bench';
import * as ort from 'onnxruntime-node';

import type { ClipConfig } from '../src/config/clip-config.ts';
import { imageEncoderProgram, type WeightPlace } from '../src/encoders/image-encoder-program.ts';
import { imageOperations, textOperations } from '../src/encoders/test/operations.ts';
import { randomModel } from '../src/encoders/test/random-model.ts';
import { textEncoderProgram } from '../src/encoders/text-encoder-program.ts';
import { imageBatch } from './image-batch.ts';
import { RN50, VIT_B32 } from './model-sizes.ts';

const THREADS = 2;
const IMAGES = 16;
const TEXTS = 32;
/** A prompt such as "a photo of a golden retriever, a type of pet." has about this many tokens. */
const SHORT = 16;
const EXECUTION: ExecutionOptions = { executor: 'onnx', threads: THREADS };
const LEAST_RATIO = 0.85;

/** The processor's rate: matrix products of the size that dominates ViT-B/32. */
const YARDSTICK: Product[] = Array.from({ length: 24 }, () => ({ m: 800, k: 768, n: 3072 }));

/** The last session that was made and what it was last fed: what remains of a program without the code around it. */
const recorded: { run?: () => Promise<unknown> } = {};
const create = ort.InferenceSession.create.bind(ort.InferenceSession);
ort.InferenceSession.create = (async (model: Uint8Array, options: ort.InferenceSession.SessionOptions) => {
  const session = await create(model, options);
  const run = session.run.bind(session);
  session.run = (feeds: ort.InferenceSession.FeedsType) => {
    recorded.run = () => run(feeds);
    return run(feeds);
  };
  return session;
}) as typeof create;

/** Runs once and hands back ONNX Runtime's part of it. */
async function aloneOf(run: () => Promise<unknown>): Promise<() => Promise<unknown>> {
  await run();
  return recorded.run!;
}

/** Seconds of the second of two calls: the first finds the caches as the candidate before it left them. */
function warm(run: () => Promise<unknown>): Candidate {
  return async () => {
    await run();
    const began = performance.now();
    await run();
    return (performance.now() - began) / 1000;
  };
}

const ms = (seconds: number): string => `${(seconds * 1000).toFixed(0)} ms`;

function report(name: string, count: number, { median, fastest, slowest }: Measurement, operations: number): void {
  const rate = `${(count / median).toFixed(1)} per second`;
  const gflops = `${((count * operations) / median / 1e9).toFixed(0)} GFLOP/s`;
  console.log(
    `  ${name.padEnd(34)} ${rate.padStart(18)} ${gflops.padStart(12)}  ${ms(median)} (${ms(fastest)} to ${ms(slowest)})`,
  );
}

/** On a busy machine the fastest calls say more than the medians, which other processes shape. */
function reportRatio(ours: Measurement, alone: Measurement): void {
  const [medians, fastest] = [alone.median / ours.median, alone.fastest / ours.fastest];
  console.log(
    `  ours / ONNX Runtime alone: ${medians.toFixed(2)} by medians, ${fastest.toFixed(2)} by the fastest calls (at least ${LEAST_RATIO} asked for)`,
  );
}

async function images(name: string, config: ClipConfig, others: readonly WeightPlace[]): Promise<void> {
  const model = randomModel(config, 'image');
  const pixels = imageBatch(IMAGES, config.vision.imageSize);
  const encoder = await imageEncoderProgram(model, { batch: IMAGES, execution: EXECUTION });
  const ours = (): Promise<unknown> => encoder.run(pixels);
  const alone = await aloneOf(ours);

  const candidates: Record<string, Candidate> = {
    ours: warm(ours),
    'ONNX Runtime alone': warm(alone),
    'matrix products alone': warm(await bareMatmuls(YARDSTICK, THREADS)),
  };
  for (const weights of others) {
    const other = await imageEncoderProgram(model, { batch: IMAGES, execution: EXECUTION, weights });
    candidates[`ours, weights as ${weights}`] = warm(() => other.run(pixels));
  }
  const times = await measureInTurn(candidates);

  console.log(`${name}: ${IMAGES} images a batch, float32, ${THREADS} threads; medians of 9 rounds in turn (range)`);
  const products = YARDSTICK.reduce((sum, { m, k, n }) => sum + 2 * m * k * n, 0);
  for (const [label, time] of Object.entries(times)) {
    if (label.startsWith('matrix')) report(label, 1, time, products);
    else report(label, IMAGES, time, imageOperations(config));
  }
  reportRatio(times['ours']!, times['ONNX Runtime alone']!);
}

/** Texts that end at the given length, in the whole context. */
function texts(length: number): HostTensor {
  const ids = Int32Array.from({ length: TEXTS * 77 }, (_, i) => {
    const at = i % 77;
    return at === 0 ? 49406 : at === length - 1 ? 49407 : at < length ? 300 + ((i * 7919) % 40000) : 0;
  });
  return int32([TEXTS, 77], ids);
}

async function textPart(): Promise<void> {
  const model = randomModel(VIT_B32, 'text');
  const ids = texts(SHORT);
  const full = await textEncoderProgram(model, { batch: TEXTS, execution: EXECUTION });
  const cut = await textEncoderProgram(model, { batch: TEXTS, length: SHORT, execution: EXECUTION });
  const runCut = (): Promise<unknown> => cut.run(ids);
  const runFull = (): Promise<unknown> => full.run(ids);
  const [aloneCut, aloneFull] = [await aloneOf(runCut), await aloneOf(runFull)];
  const times = await measureInTurn({
    cut: warm(runCut),
    aloneCut: warm(aloneCut),
    full: warm(runFull),
    aloneFull: warm(aloneFull),
  });

  console.log(
    `text encoder of width 512: ${TEXTS} texts a batch, float32, ${THREADS} threads; medians of 9 rounds in turn (range)`,
  );
  report(`cut to ${SHORT} tokens`, TEXTS, times.cut, textOperations(model.config, SHORT));
  report('  ONNX Runtime alone', TEXTS, times.aloneCut, textOperations(model.config, SHORT));
  report('all 77 tokens', TEXTS, times.full, textOperations(model.config, 77));
  report('  ONNX Runtime alone', TEXTS, times.aloneFull, textOperations(model.config, 77));
  reportRatio(times.cut, times.aloneCut);
  console.log(`  cut / full: ${(times.full.median / times.cut.median).toFixed(1)} times as fast`);
}

const PARTS = {
  vit: () => images('ViT-B/32 size', VIT_B32, ['constants']),
  resnet: () => images('RN50 size', RN50, ['inputs', 'constants']),
  text: textPart,
};

const part = process.argv[2] as keyof typeof PARTS | undefined;
if (part) await PARTS[part]();
else for (const name of Object.keys(PARTS)) runPart(fileURLToPath(import.meta.url), [name]);
