/**
 * Loading a model of ViT-B/32's size (151 million parameters) from a safetensors file that was just written: seconds by the
 * clock and of processor time, which other programs on the machine shape less, and memory against the weights in float32:
 * `arrays` counts JavaScript's array buffers after loading, `growth` everything that became resident up to the peak. Beside
 * it the yardstick: arrays of the same sizes filled with ones, which is the system's work of handing out their memory. Each
 * line is a process of its own, once as the system's settings are and once with huge pages asked of it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { floatToHalf, type NdArray, writeSafetensors } from '@shotbench/array-files';
import { sizeOf } from '@shotbench/tensor';
import { runPart } from '@shotbench/tensor/bench';

import { randomModel } from '../src/encoders/test/random-model.ts';
import { canonicalShapes } from '../src/weights/canonical-shapes.ts';
import { loadModel } from '../src/weights/load-model.ts';
import { VIT_B32 } from './model-sizes.ts';

const DTYPES = ['float16', 'float32'] as const;
const ROUNDS = 3;
const MOST_SECONDS = 3;

/** glibc then marks what it allocates for transparent huge pages: 2 MiB for each page fault instead of 4 KiB. */
const HUGE_PAGES = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' };

function write(folder: string): void {
  const { weights } = randomModel(VIT_B32);
  for (const dtype of DTYPES) {
    const stored = [...weights].map(([name, { shape, data }]): [string, NdArray] => [
      name,
      dtype === 'float16' ? { dtype, shape, data: floatToHalf(data) } : { dtype, shape, data: data as Float32Array },
    ]);
    writeFileSync(join(folder, `${dtype}.safetensors`), writeSafetensors(new Map(stored)));
  }
}

type Arrays = Iterable<ArrayBufferView>;

function load(file: string): Arrays {
  return [...loadModel(file).weights.values()].map(({ data }) => data);
}

function fill(): Arrays {
  return [...canonicalShapes(VIT_B32).values()].map((shape) => new Float32Array(sizeOf(shape)).fill(1));
}

function measure(name: string, make: () => Arrays): void {
  const [resident, buffers] = [process.memoryUsage.rss(), process.memoryUsage().arrayBuffers];
  const [began, used] = [performance.now(), process.cpuUsage()];
  const arrays = make();
  const { user, system } = process.cpuUsage(used);
  const seconds = (performance.now() - began) / 1000;
  const growth = process.resourceUsage().maxRSS * 1024 - resident;

  const size = [...arrays].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const times = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB (${(bytes / size).toFixed(2)} times)`;
  const memory = `arrays ${times(process.memoryUsage().arrayBuffers - buffers)}, growth ${times(growth)}`;
  const time = `${seconds.toFixed(2)} s, ${((user + system) / 1e6).toFixed(2)} s of processor time`;
  console.log(`  ${name.padEnd(21)} ${time}; weights ${(size / 1e6).toFixed(0)} MB, ${memory}`);
}

const [part, path, dtype] = process.argv.slice(2);
const file = fileURLToPath(import.meta.url);
const label = (name: string): string => (process.env['GLIBC_TUNABLES'] ? `${name}, huge pages` : name);
if (part === 'write') write(path!);
else if (part === 'load') measure(label(dtype!), () => load(path!));
else if (part === 'yardstick') measure(label(part), fill);
else {
  const folder = mkdtempSync(join(tmpdir(), 'load-model-bench-'));
  try {
    runPart(file, ['write', folder]);
    console.log(`ViT-B/32 size, both towers, ${ROUNDS} rounds in turn (a load in at most ${MOST_SECONDS} s asked for)`);
    for (let round = 0; round < ROUNDS; round++) {
      for (const pages of [{}, HUGE_PAGES]) {
        for (const kind of DTYPES) runPart(file, ['load', join(folder, `${kind}.safetensors`), kind], pages);
        runPart(file, ['yardstick'], pages);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
