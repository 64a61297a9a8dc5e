import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { exportOnnx, tf } from '@shotbench/tensor';
import { describe, expect, it, onTestFinished } from 'vitest';

import { imageEncoder } from '../encoders/image-encoder.ts';
import { golden, goldenConfig } from '../encoders/test/golden.ts';
import { textEncoder } from '../encoders/text-encoder.ts';
import { findOnnxEncoder, openOnnxEncoder } from './onnx-encoder.ts';

const config = goldenConfig('clip-vit-tiny');
const weights = golden('clip-vit-tiny/model');
const inputs = golden('clip-vit-tiny/inputs');
const outputs = golden('clip-vit-tiny/outputs');

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shotbench-onnx-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The golden's weights as constants of an exported graph. */
const constants = (name: string): tf.Tensor => tf.tensor(weights[name]!.data, [...weights[name]!.shape]);

function exportImageEncoder(file: string): void {
  const encode = imageEncoder(config);
  const specs = { pixel_values: { dtype: 'float32', shape: [4, 3, 32, 32] } } as const;
  writeFileSync(
    file,
    exportOnnx((t) => ({ image_embeds: encode(constants, t.pixel_values) }), specs),
  );
}

function expectNear(actual: Float32Array, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-3));
}

describe('an exported encoder', () => {
  it("gives the reference's image features", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'onnx'));
    exportImageEncoder(join(folder, 'onnx', 'vision_model.onnx'));
    const file = findOnnxEncoder(folder, 'image')!;
    const encoder = await openOnnxEncoder(file, { threads: 1 });
    expect(encoder.inputShape).toEqual([4, 3, 32, 32]);
    const { rows, D } = await encoder.run(inputs['pixel_values']!.data as Float32Array, [4, 3, 32, 32]);
    expect(D).toBe(64);
    expectNear(rows, outputs['image_features']!.data);
    expect(findOnnxEncoder(folder, 'text')).toBeUndefined();
  });

  it("gives the reference's text features", async () => {
    const file = join(temporaryFolder(), 'text_model.onnx');
    const encode = textEncoder(config);
    const ids = inputs['tokens']!;
    const ends = [4, 7, 10, 18, 76];
    const specs = { input_ids: { dtype: 'int32', shape: [5, 77] } } as const;
    const model = exportOnnx(
      (t) => ({ text_embeds: encode(constants, { ids: t.input_ids, endOfText: tf.tensor1d(ends, 'int32') }) }),
      specs,
    );
    writeFileSync(file, model);
    const { rows } = await (await openOnnxEncoder(file)).run(ids.data as Int32Array, [5, 77]);
    expectNear(rows, outputs['text_features']!.data);
  });

  it('names a file that is none', async () => {
    const file = join(temporaryFolder(), 'visual.onnx');
    writeFileSync(file, 'not a model');
    await expect(openOnnxEncoder(file)).rejects.toThrow(
      /^visual\.onnx does not load \([^\n]*\); expected an ONNX model/,
    );
    const specs = { x: { dtype: 'float32', shape: [2, 2] }, y: { dtype: 'float32', shape: [2, 2] } } as const;
    writeFileSync(
      file,
      exportOnnx(({ x, y }) => ({ sum: tf.add(x, y) }), specs),
    );
    await expect(openOnnxEncoder(file)).rejects.toThrow(
      'visual.onnx has the inputs x, y; expected pixels or token ids',
    );
    const one = { x: { dtype: 'float32', shape: [2, 2] } } as const;
    writeFileSync(
      file,
      exportOnnx(({ x }) => ({ a: tf.neg(x), b: tf.abs(x) }), one),
    );
    await expect(openOnnxEncoder(file)).rejects.toThrow(
      'visual.onnx has the outputs a, b; expected one called image_embeds',
    );
  });
});
