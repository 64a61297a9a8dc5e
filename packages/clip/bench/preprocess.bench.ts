/**
 * Decoding, bicubic resize and centre crop of photographs, one after the other, against what libvips needs for its own
 * decoding and resize, in the same process in turn; and a pool of two threads.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { measureInTurn } from '@shotbench/tensor/bench';
import sharp from 'sharp';

import { decodeImage } from '../src/image/decode/decode-image.ts';
import { imagePool } from '../src/image/pool/image-pool.ts';
import { openaiPreprocess } from '../src/image/preprocess/preprocess-config.ts';
import { preprocessBytes } from '../src/image/preprocess/preprocess-bytes.ts';
import { viewOf } from '../src/image/views/view-of.ts';

const [W, H, N, IMAGES, THREADS] = [500, 375, 224, 24, 2];
const config = openaiPreprocess(N);

/** Waves of every length in three colours and some noise: compresses about as a photograph. */
async function photograph(seed: number): Promise<Uint8Array> {
  const data = new Uint8Array(W * H * 3);
  let noise = seed + 1;
  for (let i = 0; i < data.length; i++) {
    const [x, y, c] = [Math.floor(i / 3) % W, Math.floor(i / 3 / W), i % 3];
    let value = 128;
    for (let k = 1; k < 60; k *= 2.3) {
      value += (50 / Math.sqrt(k)) * Math.sin((k * (x + 2 * c) + seed) / 40) * Math.cos((k * y) / 37 + c + seed);
    }
    noise = (Math.imul(noise, 1664525) + 1013904223) | 0;
    data[i] = Math.min(255, Math.max(0, value + (noise >> 28)));
  }
  return await sharp(data, { raw: { width: W, height: H, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
}

const jpegs = await Promise.all(Array.from({ length: IMAGES }, (_, i) => photograph(i)));
const decoded = await Promise.all(jpegs.map((jpeg) => decodeImage(jpeg)));
const folder = mkdtempSync(join(tmpdir(), 'preprocess-bench-'));
const files = jpegs.map((jpeg, i) => {
  const file = join(folder, `${i}.jpg`);
  writeFileSync(file, jpeg);
  return file;
});
const pool = imagePool({ workers: THREADS, config });

/** Seconds an image: of processor time, all threads together, so that other programs on the machine do not count. */
async function perCore(work: (jpeg: Uint8Array, i: number) => unknown): Promise<number> {
  const began = process.cpuUsage();
  for (const [i, jpeg] of jpegs.entries()) await work(jpeg, i);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6 / IMAGES;
}

const resizeBySharp = { width: N, height: N, fit: 'cover', kernel: 'cubic', fastShrinkOnLoad: false } as const;
const times = await measureInTurn({
  'decode, resize, crop': () => perCore(async (jpeg) => preprocessBytes(await decodeImage(jpeg), config)),
  '  of it decode': () => perCore((jpeg) => decodeImage(jpeg)),
  '  of it resize, crop': () => perCore((_, i) => preprocessBytes(decoded[i]!, config)),
  'sharp, no shrink-on-load': () => perCore((jpeg) => sharp(jpeg).resize(resizeBySharp).raw().toBuffer()),
  'one more view': () => perCore((_, i) => viewOf(decoded[i]!, config, { seed: 1, index: i, view: 0 })),
  [`pool of ${THREADS} threads`]: async () => {
    const began = performance.now();
    for await (const { index } of pool.prepare(files)) void index;
    return (performance.now() - began) / 1000 / IMAGES;
  },
});
await pool.close();
rmSync(folder, { recursive: true });

const bytes = Math.round(jpegs.reduce((sum, jpeg) => sum + jpeg.length, 0) / IMAGES / 1000);
console.log(`${W} × ${H} JPEGs of ${bytes} kB to ${N} × ${N}; medians of 9 rounds in turn (range)`);
console.log('per core, by processor time, except for the pool, by the clock:');
for (const [name, { median, fastest, slowest }] of Object.entries(times)) {
  const perSecond = [median, slowest, fastest].map((seconds) => (1 / seconds).toFixed(0));
  const ms = (median * 1000).toFixed(2);
  console.log(`  ${name.padEnd(26)} ${ms} ms, ${perSecond[0]} images/s (${perSecond[1]} to ${perSecond[2]})`);
}
