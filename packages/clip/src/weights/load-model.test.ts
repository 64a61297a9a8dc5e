import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { NdArray } from '@shotbench/array-files';
import { sizeOf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { configFromHuggingFace } from '../config/hugging-face-config.ts';
import { canonicalShapes } from './canonical-shapes.ts';
import { type ClipModel, loadModel } from './load-model.ts';
import { sourcesOf } from './tensor-source.ts';
import { type GoldenName, goldenFolder, goldenTensors, valuesOf } from '../../test/weights/golden-model.ts';
import { temporaryFolders } from '../../test/weights/temporary-folders.ts';
import { bfloat16File, cutToBfloat16, inFloat32, writeModel } from '../../test/weights/write-model.ts';

const temporary = temporaryFolders();
const golden = (name: GoldenName): ClipModel => loadModel(goldenFolder(name));
const openAiNames = goldenTensors('clip-vit-tiny');
const huggingFaceNames = goldenTensors('clip-vit-tiny-hf');
const huggingFaceConfig = readFileSync(join(goldenFolder('clip-vit-tiny-hf'), 'config.json'), 'utf8');

/** The same model in open_clip's words. */
const openClipConfig = (quickGelu: boolean): unknown => ({
  model_cfg: {
    embed_dim: 64,
    vision_cfg: { image_size: 32, layers: 3, width: 128, patch_size: 8 },
    text_cfg: { context_length: 77, vocab_size: 512, width: 64, heads: 1, layers: 3 },
    quick_gelu: quickGelu,
  },
});
const isText = (name: string): boolean => !name.startsWith('visual.') && name !== 'logit_scale';
const withTextPrefix = new Map([...openAiNames].map(([name, array]) => [isText(name) ? `text.${name}` : name, array]));

/** Fails unless a model holds exactly these tensors, bit for bit. */
function expectTensors({ weights }: ClipModel, expected: ReadonlyMap<string, NdArray>): void {
  expect([...weights.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [name, { dtype, shape, data }] of weights) {
    expect([name, dtype, shape]).toEqual([name, 'float32', expected.get(name)!.shape]);
    expect(Buffer.compare(Buffer.from(data.buffer), Buffer.from(valuesOf(expected.get(name)!).buffer)), name).toBe(0);
  }
}

describe('loadModel', () => {
  it("reads OpenAI's names as they are", () => {
    const model = golden('clip-vit-tiny');
    expectTensors(model, openAiNames);
    expect(model).toMatchObject({ layout: 'openai', folder: goldenFolder('clip-vit-tiny') });
    expect(model.files).toEqual([join(goldenFolder('clip-vit-tiny'), 'model.safetensors')]);
    expect([...model.storedValues]).toEqual([
      ['float16', 822_272],
      ['float32', 1],
    ]);
    // logit_scale is ln(1 / 0.07); PyTorch's float32 exp of it is 14.285714.
    expect(model.logitScale).toBe(Math.fround(14.285714149475098));
  });

  it("makes of Hugging Face's model the very same", async () => {
    const [model, other] = [golden('clip-vit-tiny-hf'), golden('clip-vit-tiny')];
    expectTensors(model, openAiNames);
    expect(model.layout).toBe('huggingface');
    expect(model.config).toEqual(other.config);
    expect(model.logitScale).toBe(other.logitScale);
    expect(await model.hash()).toBe(await other.hash());
  });

  it('reads a ResNet with its running statistics and without its counters', () => {
    const model = golden('clip-rn-tiny');
    const expected = goldenTensors('clip-rn-tiny');
    for (const name of expected.keys()) if (name.endsWith('num_batches_tracked')) expected.delete(name);
    expectTensors(model, expected);
    expect(model.weights.has('visual.layer2.1.bn2.running_var')).toBe(true);
  });

  it.each(['clip-vit-tiny', 'clip-rn-tiny'] as const)('infers the configuration of a file of %s by itself', (name) => {
    const folder = writeModel(temporary(), { 'weights.safetensors': goldenTensors(name) });
    expect(loadModel(folder).config).toEqual(golden(name).config);
    expect(loadModel(join(folder, 'weights.safetensors')).config).toEqual(golden(name).config);
    expect([...canonicalShapes(golden(name).config).keys()]).toEqual([...golden(name).weights.keys()]);
  });

  it('honours the heads that a configuration states', () => {
    const config = JSON.parse(readFileSync(join(goldenFolder('clip-vit-tiny'), 'config.json'), 'utf8')) as object;
    const files = { 'model.safetensors': openAiNames, 'config.json': { ...config, vision_heads: 4 } };
    expect(loadModel(writeModel(temporary(), files)).config.vision).toMatchObject({ heads: 4 });
    const gelu = huggingFaceConfig.replaceAll('quick_gelu', 'gelu');
    const other = { 'x.safetensors': openAiNames, 'config.json': gelu };
    expect(loadModel(writeModel(temporary(), other)).config.activation).toBe('gelu');
  });

  it('widens float16, keeps float32, and gives both the same hash', async () => {
    const files = { 'model.safetensors': inFloat32(huggingFaceNames), 'config.json': huggingFaceConfig };
    const model = loadModel(writeModel(temporary(), files));
    expectTensors(model, openAiNames);
    expect([...model.storedValues]).toEqual([['float32', 822_273]]);
    expect(await model.hash()).toBe(await golden('clip-vit-tiny').hash());
  });

  it.each([
    ['OpenAI', openAiNames, {}],
    ['Hugging Face', huggingFaceNames, { 'config.json': huggingFaceConfig }],
  ])("widens bfloat16 in %s's names", async (_, tensors, files) => {
    const file = bfloat16File(cutToBfloat16(tensors));
    const model = loadModel(writeModel(temporary(), { 'model.safetensors': file, ...files }));
    expectTensors(model, cutToBfloat16(openAiNames));
    expect([...model.storedValues]).toEqual([['bfloat16', 822_273]]);
    expect(await model.hash()).not.toBe(await golden('clip-vit-tiny').hash());
  });

  it('puts shards together, even q, k and v of different ones', async () => {
    const shard = (i: number): string => `model-0000${i + 1}-of-00003.safetensors`;
    const entries = [...huggingFaceNames];
    const shards = [0, 1, 2].map((i) => new Map(entries.filter((_, at) => at % 3 === i)));
    const folder = writeModel(temporary(), {
      'config.json': huggingFaceConfig,
      'model.safetensors.index.json': {
        metadata: { total_size: 1 },
        weight_map: Object.fromEntries(entries.map(([name], at) => [name, shard(at % 3)])),
      },
      ...Object.fromEntries(shards.map((tensors, i) => [shard(i), tensors])),
    });
    const model = loadModel(folder);
    expectTensors(model, openAiNames);
    expect(model.files).toEqual([0, 1, 2].map((i) => join(folder, shard(i))));
    expect(await model.hash()).toBe(await golden('clip-vit-tiny').hash());
  });

  it.each([
    ['open_clip_model.safetensors', openAiNames],
    ['open_clip_pytorch_model.safetensors', withTextPrefix],
    ['anything.safetensors', withTextPrefix],
  ])("reads open_clip's %s", async (name, tensors) => {
    const files = { [name]: tensors, 'open_clip_config.json': openClipConfig(true) };
    const model = loadModel(writeModel(temporary(), files));
    expectTensors(model, openAiNames);
    expect(model.layout).toBe('open_clip');
    expect(await model.hash()).toBe(await golden('clip-vit-tiny').hash());
  });

  it("takes open_clip's GELU where its configuration is absent or does not say otherwise", async () => {
    const tensors = { 'open_clip_model.safetensors': withTextPrefix };
    const without = loadModel(writeModel(temporary(), tensors));
    const plain = loadModel(writeModel(temporary(), { ...tensors, 'open_clip_config.json': openClipConfig(false) }));
    expect(without.config).toEqual({ ...golden('clip-vit-tiny').config, activation: 'gelu' });
    expect(plain.config).toEqual(without.config);
    expect(await plain.hash()).toBe(await without.hash());
    expect(await plain.hash()).not.toBe(await golden('clip-vit-tiny').hash());
  });

  it("prefers transformers' files with a CLIPConfig, and open_clip's beside files of timm", () => {
    const openClip = { 'open_clip_model.safetensors': openAiNames, 'open_clip_config.json': openClipConfig(true) };
    const both = { ...openClip, 'model.safetensors': huggingFaceNames, 'config.json': huggingFaceConfig };
    expect(loadModel(writeModel(temporary(), both)).layout).toBe('huggingface');
    const timm = { ...openClip, 'model.safetensors': new Map(), 'config.json': { architecture: 'vit_base' } };
    expect(loadModel(writeModel(temporary(), timm)).layout).toBe('open_clip');
  });

  it('passes over buffers and takes a logit scale in a list', () => {
    const one: NdArray = { dtype: 'int64', shape: [], data: BigInt64Array.of(1n) };
    const scale = { ...openAiNames.get('logit_scale')!, shape: [1] };
    const buffers = ['attn_mask', 'text.attn_mask', 'input_resolution', 'context_length', 'vocab_size'];
    const tensors = new Map([...openAiNames, ['logit_scale', scale], ...buffers.map((name) => [name, one] as const)]);
    expectTensors(loadModel(writeModel(temporary(), { 'model.safetensors': tensors })), openAiNames);
  });

  it('names a model by a hash that stays, and that any changed bit changes', async () => {
    // By hashlib in Python, from the golden's file and the words of its configuration.
    const known = '33d6a30e3be3761a41f9a134a075078f21cdc8fed135f6b10dc2b6b6fc687fed';
    expect(await golden('clip-vit-tiny').hash()).toBe(known);
    const model = golden('clip-vit-tiny');
    model.weights.get('ln_final.bias')!.data[7]! += 1e-7;
    expect(await model.hash()).not.toBe(known);
    expect(await model.hash()).toBe(await model.hash());
  });

  it('has the weights in memory once', () => {
    const config = {
      vision_config: { hidden_size: 512, intermediate_size: 2048, num_hidden_layers: 4, num_attention_heads: 8 },
      text_config: { vocab_size: 1000, eos_token_id: 2, num_hidden_layers: 1 },
    };
    const tensors = new Map<string, NdArray>();
    for (const [name, shape] of canonicalShapes(configFromHuggingFace(config, 'config.json'))) {
      const { parts, isTransposed } = sourcesOf('huggingface', [])(name);
      const [first = 1, ...others] = isTransposed ? shape.toReversed() : shape;
      for (const part of parts) {
        const stored = shape.length === 0 ? [] : [first / parts.length, ...others];
        tensors.set(part, { dtype: 'float16', shape: stored, data: new Uint16Array(sizeOf(stored)).fill(0x3c00) });
      }
    }
    const folder = writeModel(temporary(), { 'config.json': config, 'model.safetensors': tensors });

    const before = process.memoryUsage().arrayBuffers;
    const model = loadModel(folder);
    const grown = process.memoryUsage().arrayBuffers - before;
    const bytes = [...model.weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
    expect(bytes).toBeGreaterThan(5e7);
    // The two projections are turned around by way of a copy of each; the header takes the rest.
    expect(grown / bytes).toBeLessThan(1.05);
  });
});
