import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type NdArray, writeSafetensors } from '@shotbench/array-files';
import { errorOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { loadModel } from './load-model.ts';
import { goldenFolder, goldenTensors } from '../../test/weights/golden-model.ts';
import { temporaryFolders } from '../../test/weights/temporary-folders.ts';
import { inFloat32, type Tensors, writeModel } from '../../test/weights/write-model.ts';

const temporary = temporaryFolders();
const openAiNames = goldenTensors('clip-vit-tiny');
const huggingFaceNames = goldenTensors('clip-vit-tiny-hf');
const huggingFaceConfig = readFileSync(join(goldenFolder('clip-vit-tiny-hf'), 'config.json'), 'utf8');
const config = JSON.parse(huggingFaceConfig) as { text_config: object; vision_config: object };

const FILE = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';
const BIAS = 'visual.transformer.resblocks.1.attn.in_proj_bias';
const KEYS = 'vision_model.encoder.layers.2.self_attn.k_proj.weight';

const one: NdArray = { dtype: 'float32', shape: [1], data: Float32Array.of(1) };
const without = (tensors: Tensors, ...names: string[]): Tensors => {
  return new Map([...tensors].filter(([name]) => !names.includes(name)));
};
const changed = (tensors: Tensors, name: string, array: NdArray): Tensors => new Map([...tensors, [name, array]]);
const reshaped = (tensors: Tensors, name: string, shape: number[]): Tensors => {
  return changed(tensors, name, { ...tensors.get(name)!, shape });
};

/** Float32 with one value of a tensor set. */
function poisoned(name: string, index: number, value: number): Tensors {
  const tensors = inFloat32(openAiNames);
  tensors.get(name)!.data[index] = value;
  return tensors;
}

/** An index that puts every tensor of Hugging Face's golden into one file, but for the changes. */
function indexOf(changes: Record<string, string> = {}): unknown {
  return {
    weight_map: {
      ...Object.fromEntries([...huggingFaceNames.keys()].map((name) => [name, 'a.safetensors'])),
      ...changes,
    },
  };
}
const sharded = (index: unknown, files: object): Record<string, unknown> => {
  return { 'config.json': huggingFaceConfig, [INDEX]: index, ...files };
};
const cut = writeSafetensors(openAiNames).slice(0, -1);

type Case = [what: string, files: Record<string, unknown>, code: string, message: string];

const PLACES: Case[] = [
  ['an empty folder', {}, 'CLIP_PATH', 'has no .safetensors file; expected model.safetensors'],
  ['a pickle', { 'pytorch_model.bin': 'x' }, 'CLIP_PATH', 'has no .safetensors file, but pytorch_model.bin; expected'],
  [
    'several files',
    { 'a.safetensors': openAiNames, 'b.safetensors': openAiNames },
    'CLIP_PATH',
    'has a.safetensors, b.safetensors; expected one of them, or model.safetensors; give the path of the file',
  ],
  ['a cut file', { [FILE]: cut }, 'SAFETENSORS_TRUNCATED', 'model.safetensors is cut short: tensor'],
  [
    'another model',
    { [FILE]: new Map([['bert.x', one]]) },
    'CLIP_LAYOUT',
    'tower; its 1 tensors are "bert.x"…; expected names such as',
  ],
  [
    'an image tower of timm',
    { [FILE]: new Map([['visual.trunk.cls_token', one]]) },
    'CLIP_LAYOUT',
    'holds an image tower of timm',
  ],
];

const CONFIGS: Case[] = [
  [
    "Hugging Face's names without config.json",
    { [FILE]: huggingFaceNames },
    'CLIP_CONFIG',
    'there is no config.json beside it; expected',
  ],
  [
    "Hugging Face's names with OpenAI's arguments",
    {
      [FILE]: huggingFaceNames,
      'config.json': readFileSync(join(goldenFolder('clip-vit-tiny'), 'config.json'), 'utf8'),
    },
    'CLIP_CONFIG',
    'config.json is not of a CLIP model; expected a config.json with "model_type": "clip"',
  ],
  ['broken JSON', { [FILE]: huggingFaceNames, 'config.json': '{' }, 'CLIP_JSON', 'config.json cannot be read as JSON'],
  [
    'a towering timm',
    {
      [FILE]: openAiNames,
      'open_clip_config.json': { model_cfg: { embed_dim: 64, vision_cfg: { timm_model_name: 'x' }, text_cfg: {} } },
    },
    'CLIP_CONFIG',
    'towers of timm are not supported',
  ],
  [
    'a configuration of more layers',
    {
      [FILE]: huggingFaceNames,
      'config.json': { ...config, vision_config: { ...config.vision_config, num_hidden_layers: 4 } },
    },
    'CLIP_MISSING',
    'tensor "vision_model.encoder.layers.3.self_attn.q_proj.weight" is missing among the 112 there; expected float32, float16 or bfloat16 [128, 128]',
  ],
  [
    'a configuration of fewer layers',
    {
      [FILE]: huggingFaceNames,
      'config.json': { ...config, text_config: { ...config.text_config, num_hidden_layers: 2 } },
    },
    'CLIP_UNKNOWN',
    'tensor "text_model.encoder.layers.2.',
  ],
  [
    'a configuration of a larger image',
    {
      [FILE]: huggingFaceNames,
      'config.json': { ...config, vision_config: { ...config.vision_config, image_size: 40 } },
    },
    'CLIP_SHAPE',
    'tensor "vision_model.embeddings.position_embedding.weight" has shape [17, 128]; expected [26, 128]',
  ],
];

const TENSORS: Case[] = [
  [
    'a missing tensor',
    { [FILE]: without(openAiNames, BIAS) },
    'CLIP_MISSING',
    `tensor "${BIAS}" is missing among the 85 there; expected float32, float16 or bfloat16 [384]`,
  ],
  [
    'no logit scale',
    { [FILE]: without(openAiNames, 'logit_scale') },
    'CLIP_MISSING',
    'tensor "logit_scale" is missing among the 85 there; expected float32, float16 or bfloat16 []',
  ],
  [
    'a missing third of a stack',
    { [FILE]: without(huggingFaceNames, KEYS), 'config.json': huggingFaceConfig },
    'CLIP_MISSING',
    `tensor "${KEYS}" is missing`,
  ],
  [
    'another shape',
    { [FILE]: reshaped(openAiNames, BIAS, [3, 128]) },
    'CLIP_SHAPE',
    `tensor "${BIAS}" has shape [3, 128]; expected [384]`,
  ],
  [
    'a matrix the other way round',
    { [FILE]: reshaped(huggingFaceNames, 'visual_projection.weight', [128, 64]), 'config.json': huggingFaceConfig },
    'CLIP_SHAPE',
    'tensor "visual_projection.weight" has shape [128, 64]; expected [64, 128]',
  ],
  [
    'integers',
    { [FILE]: changed(openAiNames, BIAS, { dtype: 'int32', shape: [384], data: new Int32Array(384) }) },
    'CLIP_DTYPE',
    `tensor "${BIAS}" has element type int32; expected float32, float16 or bfloat16`,
  ],
  [
    'an unknown tensor',
    { [FILE]: changed(openAiNames, 'lora.a', one) },
    'CLIP_UNKNOWN',
    'tensor "lora.a" [1] belongs to no part of a CLIP model',
  ],
  [
    'unknown tensors',
    { [FILE]: new Map([...openAiNames, ['logit_bias', one], ['x', one]]) },
    'CLIP_UNKNOWN',
    'tensor "logit_bias" [1] and 1 more belong to no part of',
  ],
  [
    'NaN',
    { [FILE]: poisoned(BIAS, 5, NaN) },
    'CLIP_VALUE',
    `tensor "${BIAS}" has NaN at element 5; expected finite numbers`,
  ],
  [
    'NaN at the end of a matrix',
    { [FILE]: poisoned('visual.proj', 128 * 64 - 1, NaN) },
    'CLIP_VALUE',
    'tensor "visual.proj" has NaN at element 8191',
  ],
  [
    'an endless scale',
    { [FILE]: poisoned('logit_scale', 0, Infinity) },
    'CLIP_VALUE',
    'tensor "logit_scale" has Infinity at element 0',
  ],
];

const INDICES: Case[] = [
  ['an index of something else', sharded({ files: [] }, {}), 'CLIP_INDEX', `${INDEX}: weight_map: Invalid input`],
  ['an empty index', sharded({ weight_map: {} }, {}), 'CLIP_INDEX', 'names no tensor'],
  [
    'a missing shard',
    sharded(indexOf({ [KEYS]: 'b.safetensors' }), { 'a.safetensors': huggingFaceNames }),
    'FILE_READ',
    'b.safetensors: ENOENT',
  ],
  [
    'a shard outside the folder',
    sharded(indexOf({ [KEYS]: '../b.safetensors' }), {}),
    'CLIP_INDEX',
    `tensor "${KEYS}" is in "../b.safetensors"; expected the name of a .safetensors file in the same folder`,
  ],
  [
    'an index that lies',
    sharded(indexOf({ [KEYS]: 'b.safetensors' }), {
      'a.safetensors': huggingFaceNames,
      'b.safetensors': new Map([['x', one]]),
    }),
    'CLIP_INDEX',
    `says that tensor "${KEYS}" is in b.safetensors, but it is in`,
  ],
  [
    'an index of a tensor that is nowhere',
    sharded(indexOf(), { 'a.safetensors': without(huggingFaceNames, KEYS) }),
    'CLIP_INDEX',
    `says that tensor "${KEYS}" is in a.safetensors, but it is in none of the files`,
  ],
  [
    'a tensor in two shards',
    sharded(indexOf({ x: 'b.safetensors' }), {
      'a.safetensors': huggingFaceNames,
      'b.safetensors': new Map([
        ['x', one],
        [KEYS, one],
      ]),
    }),
    'CLIP_INDEX',
    `both hold tensor "${KEYS}"`,
  ],
];

/** The number of the next file that is opened: it grows by one for each that was left open. */
function nextDescriptor(): number {
  const descriptor = openSync(goldenFolder('clip-vit-tiny'), 'r');
  closeSync(descriptor);
  return descriptor;
}

describe('loadModel refuses, in one line, and leaves no file open:', () => {
  it.each([...PLACES, ...CONFIGS, ...TENSORS, ...INDICES])('%s', (_, files, code, message) => {
    const folder = writeModel(temporary(), files);
    const before = nextDescriptor();
    const error = errorOf(() => loadModel(folder));
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/^[^\n]+; [^\n]+$/);
    expect(error.message).toContain(folder);
    expect(error.code).toBe(code);
    expect(nextDescriptor()).toBe(before);
  });

  it('what is not there or of another kind', () => {
    const folder = writeModel(temporary(), { 'model.bin': 'x' });
    expect(errorOf(() => loadModel(join(folder, 'none')))).toMatchObject({
      code: 'CLIP_PATH',
      message: expect.stringMatching(
        /^there is no model at .*none \(ENOENT.*\); expected a \.safetensors file or a folder/,
      ),
    });
    expect(errorOf(() => loadModel(join(folder, 'model.bin'))).message).toMatch(
      /model\.bin is a file of another kind; expected/,
    );
  });
});

describe('loadModel', () => {
  it('leaves no file open', () => {
    const before = nextDescriptor();
    loadModel(goldenFolder('clip-rn-tiny'));
    expect(nextDescriptor()).toBe(before);
  });
});
