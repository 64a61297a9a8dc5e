import { z } from 'zod';

import { checkConfig } from './check-config.ts';
import type { ClipConfig } from './clip-config.ts';
import { configError } from './config-error.ts';
import { parseConfig } from './parse-config.ts';

// Defaults: transformers, src/transformers/models/clip/configuration_clip.py (CLIPTextConfig, CLIPVisionConfig, CLIPConfig).
const size = z.int().positive();
const activation = z.enum(['quick_gelu', 'gelu']).default('quick_gelu');
const layerNormEps = z.number().positive().default(1e-5);

const textSchema = z.object({
  vocab_size: size.default(49408),
  hidden_size: size.default(512),
  intermediate_size: size.default(2048),
  num_hidden_layers: size.default(12),
  num_attention_heads: size.default(8),
  max_position_embeddings: size.default(77),
  hidden_act: activation,
  layer_norm_eps: layerNormEps,
  eos_token_id: z.int().nonnegative().default(49407),
});

const visionSchema = z.object({
  hidden_size: size.default(768),
  intermediate_size: size.default(3072),
  num_hidden_layers: size.default(12),
  num_attention_heads: size.default(12),
  num_channels: z.literal(3).default(3),
  image_size: size.default(224),
  patch_size: size.default(32),
  hidden_act: activation,
  layer_norm_eps: layerNormEps,
});

const schema = z.object({
  model_type: z.literal('clip').optional(),
  projection_dim: size.default(512),
  text_config: textSchema.optional(),
  vision_config: visionSchema.optional(),
  text_config_dict: textSchema.nullish(),
  vision_config_dict: visionSchema.nullish(),
});

/**
 * Configurations written before transformers' pull request 24773 carry this id by mistake; transformers then reads the
 * text off at the highest id (modeling_clip.py, CLIPTextTransformer.forward).
 */
const MISTAKEN_EOS = 2;

/** Whether a `config.json` is a CLIPConfig and not of another model or library. */
export function isHuggingFaceConfig(json: Readonly<Record<string, unknown>>): boolean {
  return json['model_type'] === 'clip' || ('text_config' in json && 'vision_config' in json);
}

/**
 * The configuration in a `config.json` of Hugging Face transformers (CLIPConfig). Missing members have transformers'
 * defaults. As there, the older `text_config_dict` and `vision_config_dict` win over the newer members.
 *
 * @throws ShotbenchError `CLIP_CONFIG`
 */
export function configFromHuggingFace(json: unknown, file: string): ClipConfig {
  const parsed = parseConfig(schema, json, file);
  const text = parsed.text_config_dict ?? parsed.text_config ?? textSchema.parse({});
  const vision = parsed.vision_config_dict ?? parsed.vision_config ?? visionSchema.parse({});
  for (const member of ['hidden_act', 'layer_norm_eps'] as const) {
    if (text[member] === vision[member]) continue;
    throw configError(
      file,
      `${member} is ${text[member]} for texts and ${vision[member]} for images`,
      'the same for both: others are not supported',
    );
  }
  const config: ClipConfig = {
    embedDim: parsed.projection_dim,
    vision: {
      kind: 'vit',
      imageSize: vision.image_size,
      patchSize: vision.patch_size,
      width: vision.hidden_size,
      layers: vision.num_hidden_layers,
      heads: vision.num_attention_heads,
      mlpWidth: vision.intermediate_size,
    },
    text: {
      contextLength: text.max_position_embeddings,
      vocabSize: text.vocab_size,
      width: text.hidden_size,
      heads: text.num_attention_heads,
      layers: text.num_hidden_layers,
      mlpWidth: text.intermediate_size,
    },
    activation: text.hidden_act,
    layerNormEps: text.layer_norm_eps,
    eosTokenId: text.eos_token_id === MISTAKEN_EOS ? 'argmax' : text.eos_token_id,
  };
  return checkConfig(config, file);
}
