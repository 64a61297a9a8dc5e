import { ShotbenchError } from '@shotbench/errors';
import type { TextModel } from '@shotbench/few-shot';

/** Which matrices of a vision transformer's blocks are masked. */
export const GROUPS = {
  attention: /^visual\.transformer\.resblocks\.\d+\.attn\.(in_proj_weight|out_proj\.weight)$/,
  mlp: /^visual\.transformer\.resblocks\.\d+\.mlp\.(c_fc|c_proj)\.weight$/,
  all: /^visual\.transformer\.resblocks\.\d+\.(attn\.(in_proj_weight|out_proj\.weight)|mlp\.(c_fc|c_proj)\.weight)$/,
} as const;
export type Group = keyof typeof GROUPS;

const PATCH_EMBEDDING = 'visual.conv1.weight';

export interface MaskedWeightsOptions {
  readonly group: Group;
  readonly patchEmbedding: boolean;
  /** The first block with masks. */
  readonly firstLayer: number;
  readonly methodId: string;
}

/**
 * Names of the weights that get a mask, in the order of the layers. Never masked are offsets, layer norms, embeddings and the projection (R-AMT 07f8d2c,
 * `clip/model.py`).
 * @throws ShotbenchError `MASK_RESNET` for an image encoder that is no vision transformer; `MASK_LAYER` for a first block that it does not have.
 */
export function maskedWeights(
  { config, weights, backbone }: Pick<TextModel, 'config' | 'weights' | 'backbone'>,
  { group, patchEmbedding, firstLayer, methodId }: MaskedWeightsOptions,
): string[] {
  if (config.vision.kind !== 'vit') {
    throw new ShotbenchError(
      'MASK_RESNET',
      `${methodId} masks the blocks of a vision transformer, but the image encoder of ${backbone} is a ResNet; choose another model`,
    );
  }
  if (firstLayer >= config.vision.layers) {
    throw new ShotbenchError(
      'MASK_LAYER',
      `${methodId} is to mask blocks from ${firstLayer} on, but the image encoder of ${backbone} has ${config.vision.layers}; expected 0 to ${config.vision.layers - 1}`,
    );
  }
  const isMasked = (name: string): boolean => {
    if (name === PATCH_EMBEDDING) return patchEmbedding;
    return GROUPS[group].test(name) && Number(/resblocks\.(\d+)\./.exec(name)![1]) >= firstLayer;
  };
  return [...weights.keys()].filter(isMasked).sort(byLayer);
}

function byLayer(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
