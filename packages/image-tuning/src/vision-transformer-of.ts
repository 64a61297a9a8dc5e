import type { VitConfig } from '@shotbench/clip';
import { ShotbenchError } from '@shotbench/errors';
import type { TextModel } from '@shotbench/few-shot';

/**
 * The shape of a model's image encoder, for a method that puts tokens beside those of an image.
 * @throws ShotbenchError `PROMPTS_RESNET` for a ResNet, which has no tokens.
 */
export function visionTransformerOf(
  { config, backbone }: Pick<TextModel, 'config' | 'backbone'>,
  methodId: string,
): VitConfig {
  if (config.vision.kind === 'vit') return config.vision;
  throw new ShotbenchError(
    'PROMPTS_RESNET',
    `${methodId} puts tokens beside those of an image, but the image encoder of ${backbone} is a ResNet; expected a vision transformer; choose another model`,
  );
}
