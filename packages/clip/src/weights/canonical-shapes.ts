import type { ClipConfig, ResNetConfig, TextConfig, VitConfig } from '../config/clip-config.ts';

/** Shapes of tensors by name. */
export type ShapeMap = ReadonlyMap<string, readonly number[]>;

/**
 * Name and shape of every tensor of a CLIP model in the layout of OpenAI's state dict (openai/CLIP, clip/model.py):
 * linear layers are [out, in], `in_proj_weight` is [3w, w] with queries, keys and values stacked, `visual.proj`
 * [width, D] and `text_projection` [width, D] multiply from the right. BatchNorm's running statistics are among them.
 */
export function canonicalShapes(config: ClipConfig): ShapeMap {
  const { embedDim, vision, text } = config;
  return new Map([
    ...(vision.kind === 'vit' ? vitShapes(vision, embedDim) : resnetShapes(vision, embedDim)),
    ...textShapes(text, embedDim),
    ['logit_scale', []],
  ]);
}

type Entry = readonly [name: string, shape: readonly number[]];

function textShapes({ contextLength, vocabSize, width, layers, mlpWidth }: TextConfig, embedDim: number): Entry[] {
  return [
    ['positional_embedding', [contextLength, width]],
    ['text_projection', [width, embedDim]],
    ['token_embedding.weight', [vocabSize, width]],
    ...norm('ln_final', width),
    ...blocks('transformer', layers, width, mlpWidth),
  ];
}

function vitShapes({ imageSize, patchSize, width, layers, mlpWidth }: VitConfig, embedDim: number): Entry[] {
  return [
    ['visual.class_embedding', [width]],
    ['visual.positional_embedding', [(imageSize / patchSize) ** 2 + 1, width]],
    ['visual.proj', [width, embedDim]],
    ['visual.conv1.weight', [width, 3, patchSize, patchSize]],
    ...norm('visual.ln_pre', width),
    ...norm('visual.ln_post', width),
    ...blocks('visual.transformer', layers, width, mlpWidth),
  ];
}

function blocks(prefix: string, layers: number, width: number, mlpWidth: number): Entry[] {
  return Array.from({ length: layers }, (_, layer) => `${prefix}.resblocks.${layer}`).flatMap((block): Entry[] => [
    [`${block}.attn.in_proj_weight`, [3 * width, width]],
    [`${block}.attn.in_proj_bias`, [3 * width]],
    ...linear(`${block}.attn.out_proj`, width, width),
    ...norm(`${block}.ln_1`, width),
    ...linear(`${block}.mlp.c_fc`, mlpWidth, width),
    ...linear(`${block}.mlp.c_proj`, width, mlpWidth),
    ...norm(`${block}.ln_2`, width),
  ]);
}

function resnetShapes({ layers, width, imageSize }: ResNetConfig, embedDim: number): Entry[] {
  const half = width / 2;
  const poolWidth = 32 * width;
  const entries: Entry[] = [
    ['visual.conv1.weight', [half, 3, 3, 3]],
    ...batchNorm('visual.bn1', half),
    ['visual.conv2.weight', [half, half, 3, 3]],
    ...batchNorm('visual.bn2', half),
    ['visual.conv3.weight', [width, half, 3, 3]],
    ...batchNorm('visual.bn3', width),
    ['visual.attnpool.positional_embedding', [(imageSize / 32) ** 2 + 1, poolWidth]],
    ...['q_proj', 'k_proj', 'v_proj'].flatMap((name) => linear(`visual.attnpool.${name}`, poolWidth, poolWidth)),
    ...linear('visual.attnpool.c_proj', embedDim, poolWidth),
  ];
  let channels = width;
  layers.forEach((count, stage) => {
    const planes = width * 2 ** stage;
    for (let block = 0; block < count; block++) {
      entries.push(...bottleneck(`visual.layer${stage + 1}.${block}`, channels, planes, block === 0));
      channels = 4 * planes;
    }
  });
  return entries;
}

/** Every first block of a stage has a way around it of its own: it changes the number of channels, if not the size. */
function bottleneck(prefix: string, channels: number, planes: number, isFirst: boolean): Entry[] {
  return [
    [`${prefix}.conv1.weight`, [planes, channels, 1, 1]],
    ...batchNorm(`${prefix}.bn1`, planes),
    [`${prefix}.conv2.weight`, [planes, planes, 3, 3]],
    ...batchNorm(`${prefix}.bn2`, planes),
    [`${prefix}.conv3.weight`, [4 * planes, planes, 1, 1]],
    ...batchNorm(`${prefix}.bn3`, 4 * planes),
    ...(isFirst
      ? ([
          [`${prefix}.downsample.0.weight`, [4 * planes, channels, 1, 1]],
          ...batchNorm(`${prefix}.downsample.1`, 4 * planes),
        ] as Entry[])
      : []),
  ];
}

function linear(prefix: string, out: number, into: number): Entry[] {
  return [
    [`${prefix}.weight`, [out, into]],
    [`${prefix}.bias`, [out]],
  ];
}

function norm(prefix: string, width: number): Entry[] {
  return ['weight', 'bias'].map((name) => [`${prefix}.${name}`, [width]]);
}

function batchNorm(prefix: string, channels: number): Entry[] {
  return ['weight', 'bias', 'running_mean', 'running_var'].map((name) => [`${prefix}.${name}`, [channels]]);
}
