/**
 * Memory at its peak while encoders of the sizes of ViT-B/32 and RN50 are made and encode batches of 16 images, against
 * their weights in float32. Each line is a process of its own that makes random weights, of the whole model as `loadModel`
 * gives it or of the image tower alone, makes the image encoder and runs it. `process` counts everything that is
 * resident, Node.js and the libraries included; `growth` counts what came after the programs were loaded and before the
 * weights were made, so the weights themselves count in both.
 */
import { fileURLToPath } from 'node:url';

import { runPart } from '@shotbench/tensor/bench';

import type { ClipConfig } from '../src/config/clip-config.ts';
import { imageEncoderProgram, type WeightPlace } from '../src/encoders/image-encoder-program.ts';
import { randomModel } from '../src/encoders/test/random-model.ts';
import { imageBatch } from './image-batch.ts';
import { RN50, VIT_B32 } from './model-sizes.ts';

const BATCH = 16;
const RUNS = 4;
const THREADS = 2;
const MOST_MEMORY = 2.5;

interface Part {
  readonly config: ClipConfig;
  readonly tower?: 'image';
  readonly weights?: WeightPlace;
}

const PARTS: Readonly<Record<string, Part>> = {
  'ViT-B/32 size, whole model': { config: VIT_B32 },
  'ViT-B/32 size, image tower': { config: VIT_B32, tower: 'image' },
  'RN50 size, whole model': { config: RN50 },
  'RN50 size, image tower': { config: RN50, tower: 'image' },
  '  the same, weights as inputs': { config: RN50, tower: 'image', weights: 'inputs' },
  '  the same, weights as constants': { config: RN50, tower: 'image', weights: 'constants' },
};

async function measure(name: string, { config, tower, ...place }: Part): Promise<void> {
  const before = process.memoryUsage.rss();
  const model = randomModel(config, tower);
  const encoder = await imageEncoderProgram(model, {
    batch: BATCH,
    execution: { executor: 'onnx', threads: THREADS },
    ...place,
  });
  const pixels = imageBatch(BATCH, config.vision.imageSize);
  for (let i = 0; i < RUNS; i++) await encoder.run(pixels);
  const peak = process.resourceUsage().maxRSS * 1024;

  const size = [...model.weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  const column = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`.padStart(7);
  const times = (bytes: number): string => `${column(bytes)} (${(bytes / size).toFixed(2)} times)`;
  console.log(`  ${name.padEnd(33)} ${column(size)} ${times(peak)} ${times(peak - before)}`);
}

const name = process.argv[2];
if (name !== undefined) await measure(name, PARTS[name]!);
else {
  console.log(
    `memory at its peak, ${BATCH} images a batch, float32, ${THREADS} threads (at most ${MOST_MEMORY} times the weights asked for)`,
  );
  console.log(`  ${''.padEnd(33)} ${'weights'} ${'process'.padStart(19)} ${'growth'.padStart(20)}`);
  for (const part of Object.keys(PARTS)) runPart(fileURLToPath(import.meta.url), [part]);
}
