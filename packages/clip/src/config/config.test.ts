import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openSafetensors } from '@shotbench/array-files';
import { codeOf, messageOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import type { ClipConfig } from './clip-config.ts';
import { configFromHuggingFace } from './hugging-face-config.ts';
import { inferConfig, type Shapes } from './infer-config.ts';
import { configFromOpenAi } from './openai-config.ts';
import { configFromOpenClip } from './open-clip-config.ts';
import { readJson } from './read-json.ts';

const goldens = join(import.meta.dirname, '..', '..', 'test', 'goldens');
type Json = Record<string, unknown>;

function golden(folder: string): Json {
  return JSON.parse(readFileSync(join(goldens, folder, 'config.json'), 'utf8')) as Json;
}

function shapesOf(folder: string): Map<string, readonly number[]> {
  const file = openSafetensors(join(goldens, folder, 'model.safetensors'));
  file.close();
  return new Map([...file.tensors].map(([name, { shape }]) => [name, shape]));
}

const FUNCTIONS = { activation: 'quick_gelu', layerNormEps: 1e-5, eosTokenId: 'argmax' } as const;
const TINY_TEXT = { contextLength: 77, vocabSize: 512, width: 64, heads: 1, layers: 3, mlpWidth: 256 };
const TINY_VIT: ClipConfig = {
  embedDim: 64,
  vision: { kind: 'vit', imageSize: 32, patchSize: 8, width: 128, layers: 3, heads: 2, mlpWidth: 512 },
  text: TINY_TEXT,
  ...FUNCTIONS,
};
const TINY_RESNET: ClipConfig = {
  embedDim: 64,
  vision: { kind: 'resnet', layers: [1, 2, 1, 1], width: 16, imageSize: 64, heads: 8, outputDim: 64 },
  text: { ...TINY_TEXT, layers: 2 },
  ...FUNCTIONS,
};
/** OpenAI's ViT-B/32: clip-vit-base-patch32 on Hugging Face, all of it transformers' defaults. */
const VIT_B_32: ClipConfig = {
  embedDim: 512,
  vision: { kind: 'vit', imageSize: 224, patchSize: 32, width: 768, layers: 12, heads: 12, mlpWidth: 3072 },
  text: { contextLength: 77, vocabSize: 49408, width: 512, heads: 8, layers: 12, mlpWidth: 2048 },
  ...FUNCTIONS,
};

describe('the goldens', () => {
  it('have the same configuration by arguments, by CLIPConfig and by shapes', () => {
    expect(configFromOpenAi(golden('clip-vit-tiny'), 'config.json')).toEqual(TINY_VIT);
    expect(configFromHuggingFace(golden('clip-vit-tiny-hf'), 'config.json')).toEqual(TINY_VIT);
    expect(inferConfig(shapesOf('clip-vit-tiny'), 'quick_gelu', 'x')).toEqual(TINY_VIT);
    expect(configFromOpenAi(golden('clip-rn-tiny'), 'config.json')).toEqual(TINY_RESNET);
    expect(inferConfig(shapesOf('clip-rn-tiny'), 'quick_gelu', 'x')).toEqual(TINY_RESNET);
  });
});

describe('configFromHuggingFace', () => {
  const hf = (text: Json = {}, vision: Json = {}): Json => ({ text_config: text, vision_config: vision });

  it('has the defaults of transformers', () => {
    expect(configFromHuggingFace({ model_type: 'clip' }, 'x')).toEqual(VIT_B_32);
    expect(configFromHuggingFace(hf(), 'x')).toEqual(VIT_B_32);
  });

  it('lets the older *_config_dict win, defaults and all', () => {
    const json = { ...hf({ vocab_size: 99999, num_hidden_layers: 2 }), text_config_dict: { num_hidden_layers: 5 } };
    expect(configFromHuggingFace(json, 'x').text).toEqual({ ...VIT_B_32.text, layers: 5 });
    expect(configFromHuggingFace({ ...json, text_config_dict: null }, 'x').text.layers).toBe(2);
  });

  it.each([
    [2, 'argmax'],
    [49407, 'argmax'],
    [5, 5],
    [49406, 49406],
  ] as const)('reads a text off at the end-of-text id %i as transformers does: %s', (id, expected) => {
    expect(configFromHuggingFace(hf({ eos_token_id: id }), 'x').eosTokenId).toBe(expected);
  });

  it('takes GELU where both towers have it', () => {
    const gelu = { hidden_act: 'gelu' };
    expect(configFromHuggingFace(hf(gelu, gelu), 'x').activation).toBe('gelu');
  });

  it.each<[string, Json, string]>([
    [
      'another model',
      { ...hf(), model_type: 'siglip' },
      'model_type: Invalid input: expected "clip", but it is "siglip"',
    ],
    [
      'towers with different functions',
      hf({ hidden_act: 'gelu' }),
      'hidden_act is gelu for texts and quick_gelu for images',
    ],
    [
      'different epsilons',
      hf({}, { layer_norm_eps: 1e-6 }),
      'layer_norm_eps is 0.00001 for texts and 0.000001 for images',
    ],
    [
      'another function',
      hf({ hidden_act: 'relu' }),
      'text_config.hidden_act: Invalid option: expected one of "quick_gelu"|"gelu", but it is "relu"',
    ],
    [
      'a width of zero',
      hf({ hidden_size: 0 }),
      'text_config.hidden_size: Too small: expected number to be >0, but it is 0',
    ],
    [
      'a text instead of a number',
      hf({}, { patch_size: '32' }),
      'vision_config.patch_size: Invalid input: expected number, received string, but it is "32"',
    ],
    ['four channels', hf({}, { num_channels: 4 }), 'vision_config.num_channels'],
    [
      'heads that do not fit',
      hf({ num_attention_heads: 7 }),
      'the text width, which 7 heads share, is 512; expected a multiple of 7',
    ],
    [
      'patches that do not fit',
      hf({}, { patch_size: 30 }),
      'the image size, cut into patches, is 224; expected a multiple of 30',
    ],
    [
      'an end-of-text id past the vocabulary',
      hf({ eos_token_id: 49408 }),
      'the end-of-text id is 49408; expected an id below the vocabulary size 49408',
    ],
  ])('refuses %s', (_, json, message) => {
    expect(codeOf(() => configFromHuggingFace(json, 'dir/config.json'))).toBe('CLIP_CONFIG');
    expect(messageOf(() => configFromHuggingFace(json, 'dir/config.json'))).toContain(message);
    expect(messageOf(() => configFromHuggingFace(json, 'dir/config.json'))).toMatch(
      /^dir\/config\.json: [^\n]*; expected [^\n]*$/,
    );
  });
});

describe('configFromOpenClip', () => {
  const vitB32 = {
    embed_dim: 512,
    vision_cfg: { image_size: 224, layers: 12, width: 768, patch_size: 32 },
    text_cfg: { context_length: 77, vocab_size: 49408, width: 512, heads: 8, layers: 12 },
  };
  const with_ = (vision: Json, text: Json = {}, model: Json = {}): Json => ({
    model_cfg: {
      ...vitB32,
      ...model,
      vision_cfg: { ...vitB32.vision_cfg, ...vision },
      text_cfg: { ...vitB32.text_cfg, ...text },
    },
    preprocess_cfg: { mean: [0, 0, 0], std: [1, 1, 1] },
  });

  it('has GELU unless quick_gelu is true', () => {
    expect(configFromOpenClip({ model_cfg: vitB32 }, 'x')).toEqual({ ...VIT_B_32, activation: 'gelu' });
    expect(configFromOpenClip(vitB32, 'x')).toEqual({ ...VIT_B_32, activation: 'gelu' });
    expect(configFromOpenClip(with_({}, {}, { quick_gelu: true }), 'x')).toEqual(VIT_B_32);
  });

  it('has the defaults of open_clip', () => {
    const json = { model_cfg: { embed_dim: 512, vision_cfg: {}, text_cfg: {} } };
    expect(configFromOpenClip(json, 'x')).toEqual({
      ...VIT_B_32,
      vision: { ...VIT_B_32.vision, patchSize: 16 },
      activation: 'gelu',
    });
  });

  it('reads widths of heads and ratios, as of ViT-g-14, and pairs of equal sides', () => {
    const vision = {
      image_size: [224, 224],
      layers: 40,
      width: 1408,
      head_width: 88,
      mlp_ratio: 4.3637,
      patch_size: [14, 14],
    };
    expect(configFromOpenClip(with_(vision), 'x').vision).toEqual({
      kind: 'vit',
      imageSize: 224,
      patchSize: 14,
      width: 1408,
      layers: 40,
      heads: 16,
      mlpWidth: 6144,
    });
  });

  it('reads ResNets', () => {
    const resnet = with_(
      { layers: [4, 6, 10, 6], width: 80, image_size: 288, patch_size: undefined },
      {},
      { embed_dim: 640 },
    );
    expect(configFromOpenClip(resnet, 'x').vision).toEqual({
      kind: 'resnet',
      layers: [4, 6, 10, 6],
      width: 80,
      imageSize: 288,
      heads: 40,
      outputDim: 640,
    });
  });

  it.each<[string, Json, string]>([
    [
      'a tower of timm',
      with_({ timm_model_name: 'vit_base' }),
      'timm_model_name: towers of timm are not supported, but it is "vit_base"',
    ],
    [
      'a text tower of Hugging Face',
      with_({}, { hf_model_name: 'roberta-base' }),
      'hf_model_name: text towers of Hugging Face are not supported',
    ],
    [
      'another tokenizer',
      with_({}, { hf_tokenizer_name: 'bert' }),
      'hf_tokenizer_name: tokenizers other than that of CLIP',
    ],
    ['another pool', with_({ pool_type: 'avg' }), 'vision_cfg.pool_type: not supported, but it is "avg"'],
    ['another text pool', with_({}, { pool_type: 'last' }), 'text_cfg.pool_type: not supported, but it is "last"'],
    ['no mask', with_({}, { no_causal_mask: true }), 'no_causal_mask: not supported, but it is true'],
    [
      'another epsilon',
      with_({ norm_kwargs: { eps: 1e-6 } }),
      'norm_kwargs: not supported, but it is {"eps":0.000001}',
    ],
    ['layer scale', with_({ ls_init_value: 0.1 }), 'ls_init_value: not supported, but it is 0.1'],
    ['an unknown setting', with_({ rope: true }), 'vision_cfg: Unrecognized key: "rope"'],
    [
      'a rectangle',
      with_({ image_size: [224, 336] }),
      'image_size: expected one side of a square, or twice the same, but it is [224,336]',
    ],
    ['CoCa', with_({}, {}, { multimodal_cfg: {} }), 'multimodal_cfg: not supported'],
    ['something else', { hello: 'world' }, 'model_cfg: Invalid input: expected object'],
  ])('refuses %s', (_, json, message) => {
    expect(codeOf(() => configFromOpenClip(json, 'open_clip_config.json'))).toBe('CLIP_CONFIG');
    expect(messageOf(() => configFromOpenClip(json, 'open_clip_config.json'))).toContain(message);
  });
});

describe('configFromOpenAi', () => {
  it('takes the heads of the image tower from the width where they are not given', () => {
    const { vision_heads: _, ...args } = golden('clip-vit-tiny');
    expect(configFromOpenAi(args, 'x')).toEqual(TINY_VIT);
    expect(configFromOpenAi({ ...args, vision_heads: 4 }, 'x').vision).toEqual({ ...TINY_VIT.vision, heads: 4 });
    expect(messageOf(() => configFromOpenAi({ ...args, vision_width: 96 }, 'x'))).toBe(
      'x: the image width is 96, so the number of heads is unknown; expected a multiple of 64, or a configuration file beside the weights that says how many heads there are',
    );
  });

  it('refuses a ViT without patches and a ResNet of three stages', () => {
    const args = golden('clip-vit-tiny');
    expect(messageOf(() => configFromOpenAi({ ...args, vision_patch_size: null }, 'x'))).toContain(
      'vision_patch_size is missing',
    );
    expect(messageOf(() => configFromOpenAi({ ...args, vision_layers: [1, 2, 3] }, 'x'))).toContain(
      'vision_layers: expected the layers of a ViT, or those of four stages, but it is [1,2,3]',
    );
  });
});

describe('inferConfig', () => {
  const changed = (name: string, shape: readonly number[] | undefined, folder = 'clip-vit-tiny'): Shapes => {
    const shapes = shapesOf(folder);
    if (shape === undefined) shapes.delete(name);
    else shapes.set(name, shape);
    return shapes;
  };

  it.each<[string, Shapes, string, string]>([
    ['no text projection', changed('text_projection', undefined), 'CLIP_MISSING', '"text_projection" is missing'],
    [
      'a vector for a matrix',
      changed('positional_embedding', [77]),
      'CLIP_SHAPE',
      '"positional_embedding" has shape [77]; expected 2 dimensions',
    ],
    [
      'patches in no square',
      changed('visual.positional_embedding', [18, 128]),
      'CLIP_SHAPE',
      'has shape [18, 128]; expected one position more than a square',
    ],
    [
      'a ResNet without its pool',
      changed('visual.attnpool.positional_embedding', undefined, 'clip-rn-tiny'),
      'CLIP_MISSING',
      '"visual.attnpool.positional_embedding" is missing',
    ],
    [
      'a width of no whole heads',
      changed('text_projection', [96, 64]),
      'CLIP_CONFIG',
      'the text width is 96, so the number of heads is unknown',
    ],
  ])('refuses %s', (_, shapes, code, message) => {
    expect(codeOf(() => inferConfig(shapes, 'gelu', 'x'))).toBe(code);
    expect(messageOf(() => inferConfig(shapes, 'gelu', 'x'))).toContain(message);
  });
});

describe('readJson', () => {
  it('says what is wrong with a file', () => {
    expect(messageOf(() => readJson(join(goldens, 'none.json')))).toMatch(/^could not read .*none\.json: ENOENT/);
    const file = join(goldens, 'clip-vit-tiny', 'model.safetensors');
    expect(codeOf(() => readJson(file))).toBe('CLIP_JSON');
    expect(messageOf(() => readJson(file))).toMatch(/^[^\n]*cannot be read as JSON: Unexpected token[^\n]*$/);
  });
});
