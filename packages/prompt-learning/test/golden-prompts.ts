import { readFileSync } from 'node:fs';

import { readSafetensors, toFloat32 } from '@shotbench/array-files';
import type { ClipConfig, EncoderModel } from '@shotbench/clip';
import { float32, type HostTensor, int32 } from '@shotbench/tensor';

import type { ClassPrompts, NamePosition } from '../src/class-prompts.ts';

/** Made with KaiyangZhou/CoOp ff61507 in PyTorch 1.13.1: contexts of 4 tokens, 5 classes, 20 image features, 6 steps of SGD. */
export const VARIANTS = ['end_unified', 'end_csc', 'middle_unified', 'front_unified'] as const;
export type Variant = (typeof VARIANTS)[number];

/** Goldens of the encoder's package, which tests the text encoder with them. */
const folder = new URL('../../clip/test/goldens/', import.meta.url);

export type Hosts = Record<string, HostTensor>;

function tensorsOf(name: string): Hosts {
  const arrays = readSafetensors(readFileSync(new URL(`${name}.safetensors`, folder)), name);
  return Object.fromEntries(
    [...arrays]
      .filter(([, { dtype }]) => dtype !== 'int64')
      .map(([key, array]) => [
        key,
        array.dtype === 'int32' ? int32(array.shape, array.data) : float32(array.shape, toFloat32(array, key)),
      ]),
  );
}

interface Meta {
  readonly class_name_tokens: Readonly<Record<string, number[]>>;
  readonly sot: number;
  readonly eot: number;
  readonly dot: number;
}

export function goldenPrompts() {
  const meta = JSON.parse(readFileSync(new URL('coop/meta.json', folder), 'utf8')) as Meta;
  const names = Object.values(meta.class_name_tokens);
  const prompts: ClassPrompts = { startOfText: meta.sot, names, rests: names.map(() => [meta.dot, meta.eot]) };
  const weights = new Map(Object.entries(tensorsOf('clip-vit-tiny/model')));
  const config: ClipConfig = {
    embedDim: 64,
    vision: { kind: 'vit', imageSize: 32, patchSize: 8, width: 128, layers: 3, heads: 2, mlpWidth: 512 },
    text: { contextLength: 77, vocabSize: 512, width: 64, heads: 1, layers: 3, mlpWidth: 256 },
    activation: 'quick_gelu',
    layerNormEps: 1e-5,
    eosTokenId: 'argmax',
  };
  const model: EncoderModel = { config, weights };
  return {
    model,
    prompts,
    inputs: tensorsOf('coop/inputs'),
    logitScale: Math.exp(weights.get('logit_scale')!.data[0]!),
  };
}

export function goldenVariant(variant: Variant) {
  return {
    expected: tensorsOf(`coop/${variant}`),
    position: variant.split('_')[0] as NamePosition,
    classSpecific: variant === 'end_csc',
  };
}

/** Row i of a tensor. */
export function row({ shape: [, ...rest], data }: HostTensor, i: number): HostTensor {
  const size = rest.reduce((product, dim) => product * dim, 1);
  return float32(rest, data.subarray(i * size, (i + 1) * size));
}
