import type { ClipModel, VisionConfig } from '@shotbench/clip';
import { ShotbenchError } from '@shotbench/errors';
import type { FeatureSetInfo } from '@shotbench/feature-cache';

type Made = Pick<FeatureSetInfo, 'name' | 'backbone' | 'featureDim' | 'modelHash'>;

/**
 * Checks that a model can have made a set's features: by the hash of its weights where the set was extracted here; else by the length of
 * a feature and by what the backbone's name says of the architecture, such as "ViT-B/32" or "RN50".
 * @throws ShotbenchError `MODEL_MISMATCH`.
 */
export async function checkTextModel(
  model: Pick<ClipModel, 'config' | 'folder' | 'hash'>,
  { name, backbone, featureDim, modelHash }: Made,
): Promise<void> {
  const { config, folder, hash } = model;
  const reject = (seen: string, expected: string): never => {
    throw new ShotbenchError(
      'MODEL_MISMATCH',
      `the model in ${folder} ${seen}, but feature set "${name}" was made by one ${expected}; give that model with --model`,
    );
  };
  if (modelHash !== undefined) {
    const own = await hash();
    if (own !== modelHash) reject(`has hash ${own.slice(0, 12)}`, `with hash ${modelHash.slice(0, 12)} (${backbone})`);
    return;
  }
  if (config.embedDim !== featureDim) {
    reject(`has features of ${config.embedDim} numbers`, `with ${featureDim} (${backbone})`);
  }
  const [own, named] = [architectureOf(config.vision), architectureIn(backbone)];
  if (named !== undefined && named !== own) reject(`has a ${own}`, `with a ${named} (${backbone})`);
}

function architectureOf(vision: VisionConfig): string {
  return vision.kind === 'resnet' ? 'ResNet' : `ViT with patches of ${vision.patchSize}`;
}

/** What a backbone's name says, in any of the usual spellings: ViT-B/32, vit_base_patch32, RN50x16, ResNet-101. */
function architectureIn(backbone: string): string | undefined {
  const vit = /\bvit[-_ ]?[a-z]+[-_ /](?:patch[-_ ]?)?(\d+)/i.exec(backbone);
  if (vit) return `ViT with patches of ${vit[1]}`;
  return /\b(?:rn|resnet[-_ ]?)\d+/i.test(backbone) ? 'ResNet' : undefined;
}
