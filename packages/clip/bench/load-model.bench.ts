/**
 * Loading a model of ViT-B/32's size (151 million parameters) from a safetensors file that was just written: seconds by the
 * clock and of processor time, which other programs on the machine shape less, and memory against the weights in float32:
 * `arrays` counts JavaScript's array buffers after loading, `growth` everything that became resident up to the peak. Each
 * load is a process of its own, and every second one reads the other file.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { floatToHalf, type NdArray, writeSafetensors } from '@shotbench/array-files';

import { randomModel } from '../src/encoders/test/random-model.ts';
import { loadModel } from '../src/weights/load-model.ts';
import { VIT_B32 } from './model-sizes.ts';
import { runPart } from './run-part.ts';

const DTYPES = ['float16', 'float32'] as const;
const ROUNDS = 5;
const MOST_SECONDS = 3;

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

function load(file: string, dtype: string): void {
  const [resident, arrays] = [process.memoryUsage.rss(), process.memoryUsage().arrayBuffers];
  const [began, used] = [performance.now(), process.cpuUsage()];
  const { weights } = loadModel(file);
  const { user, system } = process.cpuUsage(used);
  const seconds = (performance.now() - began) / 1000;
  const growth = process.resourceUsage().maxRSS * 1024 - resident;

  const size = [...weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  const times = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB (${(bytes / size).toFixed(3)} times)`;
  const memory = `arrays ${times(process.memoryUsage().arrayBuffers - arrays)}, growth ${times(growth)}`;
  const time = `${seconds.toFixed(2)} s, ${((user + system) / 1e6).toFixed(2)} s of processor time`;
  console.log(`  ${dtype}  ${time}; weights ${(size / 1e6).toFixed(0)} MB, ${memory}`);
}

const [part, path, dtype] = process.argv.slice(2);
const file = fileURLToPath(import.meta.url);
if (part === 'write') write(path!);
else if (part === 'load') load(path!, dtype!);
else {
  const folder = mkdtempSync(join(tmpdir(), 'load-model-bench-'));
  try {
    runPart(file, 'write', folder);
    console.log(
      `ViT-B/32 size, both towers, ${ROUNDS} loads of each file in turn (at most ${MOST_SECONDS} s asked for)`,
    );
    for (let round = 0; round < ROUNDS; round++) {
      for (const kind of DTYPES) runPart(file, 'load', join(folder, `${kind}.safetensors`), kind);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
