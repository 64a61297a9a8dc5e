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
  readonly methodId: string;
}

/**
 * Names of the weights that get a mask, in the order of the layers. Never masked are offsets, layer norms, embeddings and the projection (R-AMT 07f8d2c,
 * `clip/model.py`).
 * @throws ShotbenchError `MASK_RESNET` for an image encoder that is no vision transformer.
 */
export function maskedWeights(
  { config, weights, backbone }: Pick<TextModel, 'config' | 'weights' | 'backbone'>,
  { group, patchEmbedding, methodId }: MaskedWeightsOptions,
): string[] {
  if (config.vision.kind !== 'vit') {
    throw new ShotbenchError(
      'MASK_RESNET',
      `${methodId} masks the blocks of a vision transformer, but the image encoder of ${backbone} is a ResNet; choose another model`,
    );
  }
  const isMasked = (name: string): boolean => GROUPS[group].test(name) || (patchEmbedding && name === PATCH_EMBEDDING);
  return [...weights.keys()].filter(isMasked).sort(byLayer);
}

function byLayer(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
