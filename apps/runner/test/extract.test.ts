import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { exportOnnx, tf } from '@shotbench/tensor';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { shotbench, start, temporaryFolder } from './shotbench.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** A tiny CLIP with random weights, made with openai/CLIP d05afc4; see packages/clip/test/goldens. */
const MODEL = join(ROOT, 'packages', 'clip', 'test', 'goldens', 'clip-vit-tiny');
/** Photographs beside the repository, never in it. */
const PHOTOGRAPHS = join(ROOT, '..', 'shared', 'data', 'caltech101-40');

/** 3 classes of noise with a colour of their own: 240 training, 12 validation and 24 test images. */
async function datasetFolder(parent: string): Promise<string> {
  const folder = join(parent, 'noise');
  mkdirSync(join(folder, 'images'), { recursive: true });
  const parts: Record<string, [string, number, string][]> = { train: [], val: [], test: [] };
  for (const [part, count] of [
    ['train', 240],
    ['val', 12],
    ['test', 24],
  ] as const) {
    for (let i = 0; i < count; i++) {
      const label = i % 3;
      parts[part]!.push([`${part}-${i}.png`, label, ['red', 'green', 'blue'][label]!]);
      const data = Uint8Array.from({ length: 40 * 30 * 3 }, (_, s) => (s % 3 === label ? 220 : (i * 31 + s * s) % 180));
      const image = sharp(data, { raw: { width: 40, height: 30, channels: 3 } });
      writeFileSync(join(folder, 'images', `${part}-${i}.png`), await image.png().toBuffer());
    }
  }
  writeFileSync(join(folder, 'split_zhou_Noise.json'), JSON.stringify(parts));
  return folder;
}

/** Every file below a folder with its bytes. */
function contents(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(folder.length), readFileSync(path).toString('base64')]));
}

describe('shotbench features extract', { timeout: 300_000 }, () => {
  it('encodes a dataset, from which a sweep draws shots by seed', async () => {
    const cwd = temporaryFolder();
    const dataset = await datasetFolder(cwd);
    const extract = ['features', 'extract', '--model', MODEL, '--dataset', dataset, '--views', '2'];
    const { code, stdout, stderr } = await shotbench(extract, cwd);
    expect(stderr).toContain('without text features: ');
    expect(stderr).toContain('276 of 276 images (test)');
    expect(stdout).toMatch(
      /^extracted noise-clip-vit-tiny: 3 classes, 64 features, without text, shots 1 to 80 drawn by seed, clip-vit-tiny \(\w+\)\n$/,
    );
    expect(code).toBe(0);
    const again = await shotbench(extract, cwd);
    expect(again.stdout).toMatch(/^unchanged noise-clip-vit-tiny/);

    const sweep = ['--features', 'noise-clip-vit-tiny', '--methods', 'linear-probe', '--shots', '4', '--seeds', '1..3'];
    const { stdout: table, stderr: progress } = await shotbench(['run', ...sweep], cwd);
    expect(progress).toContain('3 cells');
    // Colours this far apart show even through random weights.
    expect(Number(/linear-probe +([\d.]+)/.exec(table)?.[1])).toBeGreaterThan(60);
  });

  it('goes on after SIGKILL and ends in the same bytes', async () => {
    const cwd = temporaryFolder();
    const dataset = await datasetFolder(cwd);
    const extract = ['features', 'extract', '--model', MODEL, '--dataset', dataset, '--views', '3', '--batch', '8'];
    await shotbench([...extract, '--cache', 'whole'], cwd);

    const { child, ended } = start([...extract, '--cache', 'cut'], cwd);
    const partial = join(cwd, 'cut', 'partial');
    const chunks = () => (existsSync(partial) ? readdirSync(partial, { recursive: true, encoding: 'utf8' }) : []);
    await expect
      .poll(() => chunks().filter((name) => name.endsWith('.f16')).length, { interval: 5 })
      .toBeGreaterThan(0);
    child.kill('SIGKILL');
    expect((await ended).code).toBeNull();
    expect(existsSync(join(cwd, 'cut', 'sets'))).toBe(false);

    expect((await shotbench([...extract, '--cache', 'cut'], cwd)).code).toBe(0);
    rmSync(join(cwd, 'cut', 'tmp'), { recursive: true, force: true });
    rmSync(join(cwd, 'whole', 'tmp'), { recursive: true, force: true });
    expect(contents(join(cwd, 'cut'))).toEqual(contents(join(cwd, 'whole')));
  });

  it('encodes with a ready-made ONNX export', async () => {
    const cwd = temporaryFolder();
    const dataset = await datasetFolder(cwd);
    mkdirSync(join(cwd, 'exported', 'onnx'), { recursive: true });
    const pixels = { pixel_values: { dtype: 'float32', shape: [16, 3, 32, 32] } } as const;
    const meanColour = exportOnnx((t) => ({ image_embeds: tf.mean(t.pixel_values, [2, 3]) }), pixels);
    writeFileSync(join(cwd, 'exported', 'onnx', 'vision_model.onnx'), meanColour);
    const { code, stdout } = await shotbench(['features', 'extract', '--model', 'exported', '--dataset', dataset], cwd);
    expect(stdout).toContain('extracted noise-exported: 3 classes, 3 features, without text');
    expect(code).toBe(0);
    const sweep = ['--features', 'noise-exported', '--methods', 'linear-probe', '--shots', '2', '--seeds', '1'];
    const { stdout: table } = await shotbench(['run', ...sweep], cwd);
    expect(table).toMatch(/linear-probe +100\.00/);
  });

  it('encodes a folder of class folders, and a benchmark set by its name with its own prompt', async () => {
    const cwd = temporaryFolder();
    const noise = await datasetFolder(cwd);
    const copy = (from: string, to: string): void => {
      mkdirSync(join(cwd, to, '..'), { recursive: true });
      copyFileSync(join(noise, 'images', from), join(cwd, to));
    };
    for (let i = 0; i < 10; i++) copy(`train-${i}.png`, `colours/${['red', 'green', 'blue'][i % 3]}/${i}.png`);
    const own = await shotbench(['features', 'extract', '--model', MODEL, '--images', 'colours'], cwd);
    expect(own.stdout).toContain('extracted colours-clip-vit-tiny: 3 classes, 64 features');
    expect(own.code).toBe(0);

    // A set for testing only: no shots can be drawn.
    for (let i = 0; i < 4; i++) copy(`test-${i}.png`, `data/imagenet-rendition/imagenet-r/n0000000${i % 2}/${i}.png`);
    const names = join(cwd, 'data', 'imagenet-rendition', 'classnames.txt');
    writeFileSync(names, 'n00000000 missile\nn00000001 missile\n');
    const args = ['--model', MODEL, '--root', 'data', '--dataset', 'imagenet-r', '--name', 'shift'];
    const shift = await shotbench(['features', 'extract', ...args], cwd);
    expect(shift.stderr).toContain('4 of 4 images (test)');
    expect(shift.stdout).toContain('extracted shift: 2 classes, 64 features, without text, for testing only');
    expect(shift.code).toBe(0);
  });

  it('says what is wrong before it encodes anything', async () => {
    const cwd = temporaryFolder();
    const dataset = await datasetFolder(cwd);
    const refusals: [string[], RegExp][] = [
      [['--model', join(cwd, 'none'), '--dataset', dataset], /none/],
      [['--model', MODEL, '--dataset', join(cwd, 'nothing')], /nothing is no folder; expected a dataset/],
      [['--model', MODEL, '--dataset', dataset, '--view-scale', '2..3'], /--view-scale is "2..3"; expected two shares/],
      [['--model', MODEL], /neither --dataset nor --images; expected one of them/],
      [['--model', MODEL, '--dataset', dataset, '--images', dataset], /both --dataset and --images; expected one/],
      [['--model', MODEL, '--images', join(cwd, 'nothing')], /nothing is no folder; expected a folder of images/],
      [['--model', MODEL, '--root', cwd, '--dataset', 'mnist'], /no dataset called "mnist"; expected one of imagenet/],
      [['--model', MODEL, '--root', cwd, '--dataset', 'dtd'], /dtd is no folder; expected a dataset in CoOp's layout/],
    ];
    for (const [args, words] of refusals) {
      const { code, stderr } = await shotbench(['features', 'extract', ...args], cwd);
      expect(stderr).toMatch(words);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(1);
    }
    const broken = join(dataset, 'images', 'test-7.png');
    writeFileSync(broken, readFileSync(broken).subarray(0, 60));
    const { code, stderr } = await shotbench(['features', 'extract', '--model', MODEL, '--dataset', dataset], cwd);
    expect(stderr).toMatch(/^shotbench: error: .*test-7\.png/m);
    expect(code).toBe(1);
    expect(existsSync(join(cwd, '.cache', 'features', 'sets'))).toBe(false);
  });

  it.skipIf(!existsSync(PHOTOGRAPHS))(`encodes photographs (skipped where ${PHOTOGRAPHS} is absent)`, async () => {
    const cwd = temporaryFolder();
    const extract = ['features', 'extract', '--model', MODEL, '--dataset', PHOTOGRAPHS, '--name', 'photographs'];
    const { code, stdout } = await shotbench(extract, cwd);
    expect(stdout).toContain('extracted photographs: 40 classes, 64 features');
    expect(code).toBe(0);
  });
});
