import type { ShotbenchError } from '@shotbench/errors';
import { type HostTensor, int32, zeros } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import type { EncoderModel } from './encoder-model.ts';
import { imageEncoderProgram } from './image-encoder-program.ts';
import { imageEncoder } from './image-encoder.ts';
import { smallWeightsAsConstants, weightsAsConstants, weightsAsInputs } from './model-inputs.ts';
import { evaluate } from './test/evaluate.ts';
import { expectNear, golden, goldenConfig } from './test/golden.ts';
import { textEncoderProgram } from './text-encoder-program.ts';

const VIT = goldenModel('clip-vit-tiny');
const RESNET = goldenModel('clip-rn-tiny');

function goldenModel(name: string): EncoderModel {
  return { config: goldenConfig(name), weights: new Map(Object.entries(golden(`${name}/model`))) };
}

function firstOf({ dtype, shape: [, ...rest], data }: HostTensor, count: number): HostTensor {
  const size = rest.reduce((product, dim) => product * dim, 1);
  return { dtype, shape: [count, ...rest], data: data.slice(0, count * size) };
}

/** The error that a promise is rejected with. */
function rejection(promise: Promise<unknown>): Promise<ShotbenchError> {
  return promise.then(
    () => expect.fail('expected an error'),
    (error: unknown) => error as ShotbenchError,
  );
}

describe('imageEncoderProgram', () => {
  it.each([
    { name: 'clip-vit-tiny', executor: 'onnx' },
    { name: 'clip-vit-tiny', executor: 'onnx', weights: 'constants' },
    { name: 'clip-vit-tiny', executor: 'cpu', weights: 'constants' },
    { name: 'clip-rn-tiny', executor: 'onnx' },
    { name: 'clip-rn-tiny', executor: 'onnx', weights: 'inputs' },
    { name: 'clip-rn-tiny', executor: 'onnx', weights: 'constants' },
    { name: 'clip-rn-tiny', executor: 'cpu' },
  ] as const)("gives the reference's features: %o", async ({ name, executor, ...options }) => {
    const model = name === 'clip-vit-tiny' ? VIT : RESNET;
    const encoder = await imageEncoderProgram(model, { batch: 4, execution: { executor }, ...options });
    const expected = golden(`${name}/outputs`)['image_features']!;
    expectNear(await encoder.run(golden(`${name}/inputs`)['pixel_values']!), expected, 1e-4);
  });

  it('takes fewer images than a batch', async () => {
    const encoder = await imageEncoderProgram(VIT, { batch: 4 });
    const pixels = golden('clip-vit-tiny/inputs')['pixel_values']!;
    const whole = await encoder.run(pixels);
    const part = await encoder.run(firstOf(pixels, 3));
    expect(part.shape).toEqual([3, 64]);
    expect([...part.data]).toEqual([...firstOf(whole, 3).data]);
  });

  it('refuses images of another size or more than a batch', async () => {
    const encoder = await imageEncoderProgram(VIT, { batch: 2 });
    for (const shape of [
      [3, 3, 32, 32],
      [0, 3, 32, 32],
      [2, 3, 16, 16],
      [3, 32, 32],
    ]) {
      const error = await rejection(encoder.run(zeros(shape)));
      expect(error.code).toBe('CLIP_IMAGE_SHAPE');
      expect(error.message).toContain(`[${shape.join(', ')}]`);
      expect(error.message).toContain('expected [n, 3, 32, 32] with n from 1 to 2');
    }
  });

  it('computes in double precision where asked, but not convolutions', async () => {
    const options = { batch: 4, execution: { precision: 'float64' } } as const;
    const features = await (
      await imageEncoderProgram(VIT, options)
    ).run(golden('clip-vit-tiny/inputs')['pixel_values']!);
    expect(features.dtype).toBe('float64');
    expectNear(features, golden('clip-vit-tiny/outputs')['image_features']!, 1e-5);
    const error = await rejection(imageEncoderProgram(RESNET, options));
    expect(error.code).toBe('CLIP_PRECISION');
    expect(error.message).toContain('no convolution in float64');
  });

  it('names a weight that is missing', async () => {
    for (const weights of ['inputs', 'constants', 'mixed'] as const) {
      const model = { ...VIT, weights: new Map([...VIT.weights].filter(([name]) => name !== 'visual.proj')) };
      const error = await rejection(imageEncoderProgram(model, { batch: 1, weights }));
      expect(error.code).toBe('CLIP_WEIGHT_MISSING');
      expect(error.message).toContain('"visual.proj"');
    }
  });
});

describe('textEncoderProgram', () => {
  const tokens = golden('clip-vit-tiny/inputs')['tokens']!;
  const expected = golden('clip-vit-tiny/outputs')['text_features']!;
  // All but the last end within 19 tokens.
  const short = firstOf(tokens, 4);

  it.each(['onnx', 'cpu'] as const)("gives the reference's features on %s, cut or whole", async (executor) => {
    const whole = await textEncoderProgram(VIT, { batch: 5, execution: { executor } });
    expectNear(await whole.run(tokens), expected, 1e-4);
    const cut = await textEncoderProgram(VIT, { batch: 5, length: 19, execution: { executor } });
    expectNear(await cut.run(short), firstOf(expected, 4), 1e-4);
  });

  it('reads texts off where the configuration says', async () => {
    // 7 stands early in each text; what follows it must not count.
    const ids = int32([2, 6], [510, 9, 7, 511, 0, 0, 510, 7, 300, 30, 511, 0]);
    const other = int32([2, 6], [510, 9, 7, 8, 8, 8, 510, 7, 8, 8, 8, 8]);
    const model = { ...VIT, config: { ...VIT.config, eosTokenId: 7 } };
    const encoder = await textEncoderProgram(model, { batch: 2, length: 6 });
    expectNear(await encoder.run(ids), await encoder.run(other), 1e-6);
    const error = await rejection(encoder.run(int32([1, 6], [510, 9, 8, 511, 0, 0])));
    expect(error.code).toBe('CLIP_TEXT_END');
    expect(error.message).toContain('text 1 has no end-of-text token 7');
  });

  it('refuses texts that end too late and ids of another shape', async () => {
    const encoder = await textEncoderProgram(VIT, { batch: 5, length: 19 });
    const late = await rejection(encoder.run(tokens));
    expect(late.code).toBe('CLIP_TEXT_END');
    expect(late.message).toContain('text 5 ends at token 77');
    for (const ids of [int32([6, 19], new Int32Array(114)), int32([1, 5], new Int32Array(5)), zeros([1, 77])]) {
      expect((await rejection(encoder.run(ids))).code).toBe('CLIP_TEXT_SHAPE');
    }
  });
});

describe('weightsAsInputs', () => {
  it('copies no weight', () => {
    const { inputs } = weightsAsInputs(VIT.weights);
    const memory = new Set([...VIT.weights.values()].map(({ data }) => data.buffer));
    for (const { data } of Object.values(inputs)) expect(memory.has(data.buffer)).toBe(true);
    const size = (tensors: Iterable<HostTensor>): number =>
      [...tensors].reduce((sum, { data }) => sum + data.length, 0);
    expect(size(Object.values(inputs))).toBe(size(VIT.weights.values()));
  });

  it('puts the parts of a stack together again', async () => {
    const name = 'transformer.resblocks.0.attn.in_proj_weight';
    const { inputs, lookup } = weightsAsInputs(VIT.weights);
    const { stack } = await evaluate((t) => ({ stack: lookup(t)(name) }), inputs, { executor: 'cpu' });
    expectNear(stack!, VIT.weights.get(name)!, 0);
  });
});

describe('weightsAsConstants', () => {
  it('makes one tensor of each weight', () => {
    const { inputs, lookup } = weightsAsConstants(VIT.weights);
    const find = lookup({});
    expect(inputs).toEqual({});
    expect(find('visual.proj')).toBe(find('visual.proj'));
  });
});

describe('smallWeightsAsConstants', () => {
  const LIMIT = 5000;
  const large = [...RESNET.weights].filter(([name, { data }]) => name.startsWith('visual.') && data.length >= LIMIT);
  const own = new Map([...RESNET.weights].filter(([name]) => name.startsWith('visual.')));

  it('feeds what has as many elements as the limit, and no copy of it', () => {
    const { inputs } = smallWeightsAsConstants(own, LIMIT);
    expect(large.length).toBeGreaterThan(0);
    expect(large.length).toBeLessThan(own.size);
    expect(Object.keys(inputs)).toEqual(large.map(([name]) => name));
    for (const [name, tensor] of large) expect(inputs[name]).toBe(tensor);
  });

  it("gives the reference's features", async () => {
    const { inputs, lookup } = smallWeightsAsConstants(own, LIMIT);
    const encode = imageEncoder(RESNET.config);
    const pixels = golden('clip-rn-tiny/inputs')['pixel_values']!;
    const { features } = await evaluate(
      ({ pixels: images, ...fed }) => ({ features: encode(lookup(fed), images!) }),
      { ...inputs, pixels },
      { executor: 'onnx' },
    );
    expectNear(features!, golden('clip-rn-tiny/outputs')['image_features']!, 1e-4);
  });

  it('names a weight that is missing', () => {
    const { lookup } = smallWeightsAsConstants(own, LIMIT);
    expect(() => lookup({})('visual.absent')).toThrow('"visual.absent"');
  });
});
