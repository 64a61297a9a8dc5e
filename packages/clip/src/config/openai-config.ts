import { z } from 'zod';

import { checkConfig } from './check-config.ts';
import type { ClipConfig, VisionConfig } from './clip-config.ts';
import { configError } from './config-error.ts';
import { headsOfWidth } from './heads-of-width.ts';
import { parseConfig } from './parse-config.ts';

const size = z.int().positive();

const schema = z.object({
  embed_dim: size,
  image_resolution: size,
  vision_layers: z.union(
    [size, z.tuple([size, size, size, size])],
    'expected the layers of a ViT, or those of four stages',
  ),
  vision_width: size,
  vision_patch_size: size.nullish(),
  vision_heads: size.optional(),
  context_length: size,
  vocab_size: size,
  transformer_width: size,
  transformer_heads: size,
  transformer_layers: size,
});

type OpenAiArguments = z.infer<typeof schema>;

/** Whether a `config.json` holds the arguments of OpenAI's CLIP class. */
export function isOpenAiConfig(json: Readonly<Record<string, unknown>>): boolean {
  return 'embed_dim' in json && 'transformer_width' in json;
}

/**
 * The configuration in a JSON file of the arguments of OpenAI's CLIP class (clip/model.py). The class has no argument
 * for the heads of the image tower; `vision_heads` may give them.
 *
 * @throws ShotbenchError `CLIP_CONFIG`
 */
export function configFromOpenAi(json: unknown, file: string): ClipConfig {
  const args = parseConfig(schema, json, file);
  const config: ClipConfig = {
    embedDim: args.embed_dim,
    vision: visionConfig(args, file),
    text: {
      contextLength: args.context_length,
      vocabSize: args.vocab_size,
      width: args.transformer_width,
      heads: args.transformer_heads,
      layers: args.transformer_layers,
      mlpWidth: 4 * args.transformer_width,
    },
    ...OPENAI_FUNCTIONS,
  };
  return checkConfig(config, file);
}

/** What OpenAI's models compute alike (clip/model.py): QuickGELU, PyTorch's default epsilon, argmax. */
export const OPENAI_FUNCTIONS = {
  activation: 'quick_gelu',
  layerNormEps: 1e-5,
  eosTokenId: 'argmax',
} as const satisfies Partial<ClipConfig>;

function visionConfig(args: OpenAiArguments, file: string): VisionConfig {
  const { image_resolution: imageSize, vision_layers: layers, vision_width: width, vision_patch_size: patch } = args;
  if (typeof layers !== 'number') {
    // A ResNet's heads are those of a width of 32 · width, in OpenAI's class.
    const heads = args.vision_heads ?? headsOfWidth('attention pool', 32 * width, file);
    return { kind: 'resnet', layers, width, imageSize, heads, outputDim: args.embed_dim };
  }
  if (patch === null || patch === undefined) {
    throw configError(file, 'vision_patch_size is missing', 'the side of a patch in pixels');
  }
  const heads = args.vision_heads ?? headsOfWidth('image', width, file);
  return { kind: 'vit', imageSize, patchSize: patch, width, layers, heads, mlpWidth: 4 * width };
}
