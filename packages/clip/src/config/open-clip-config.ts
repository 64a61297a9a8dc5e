import { z } from 'zod';

import { checkConfig } from './check-config.ts';
import type { ClipConfig, VisionConfig } from './clip-config.ts';
import { HEAD_WIDTH } from './heads-of-width.ts';
import { parseConfig } from './parse-config.ts';

// Members and defaults: open_clip, src/open_clip/model.py (CLIPVisionCfg, CLIPTextCfg, CLIP). A member that changes what
// is computed is accepted only with the value that changes nothing, and an unknown one is refused.
const size = z.int().positive();
const pair = z.tuple([size, size]).refine(([h, w]) => h === w);
const side = z.union([size, pair.transform(([h]) => h)], 'expected one side of a square, or twice the same');
const depth = z.union(
  [size, z.tuple([size, size, size, size])],
  'expected the layers of a ViT, or those of four stages',
);
const ratio = z.number().positive().default(4);
const ignored = z.unknown().optional();
const unset = z.null('not supported').optional();
const off = z.literal([false, null], 'not supported').optional();
const noSettings = z.strictObject({}, 'not supported').nullish();

const visionSchema = z.strictObject({
  timm_model_name: z.null('towers of timm are not supported').optional(),
  layers: depth.default(12),
  width: size.default(768),
  head_width: size.default(HEAD_WIDTH),
  mlp_ratio: ratio,
  patch_size: side.default(16),
  image_size: side.default(224),
  ls_init_value: unset,
  attentional_pool: off,
  global_average_pool: off,
  input_patchnorm: off,
  no_ln_pre: off,
  final_ln_after_pool: off,
  pos_embed_type: z.literal('learnable', 'not supported').optional(),
  pool_type: z.literal('tok', 'not supported').optional(),
  act_kwargs: noSettings,
  norm_kwargs: noSettings,
  // Only for training, for towers refused above, or for what is done with the output.
  patch_dropout: ignored,
  output_tokens: ignored,
  n_queries: ignored,
  attn_pooler_queries: ignored,
  attn_pooler_heads: ignored,
  timm_model_pretrained: ignored,
  timm_pool: ignored,
  timm_proj: ignored,
  timm_proj_bias: ignored,
  timm_drop: ignored,
  timm_drop_path: ignored,
});

const textSchema = z.strictObject({
  hf_model_name: z.null('text towers of Hugging Face are not supported').optional(),
  hf_tokenizer_name: z.null('tokenizers other than that of CLIP are not supported').optional(),
  context_length: size.default(77),
  vocab_size: size.default(49408),
  width: size.default(512),
  heads: size.default(8),
  layers: size.default(12),
  mlp_ratio: ratio,
  ls_init_value: unset,
  embed_cls: off,
  no_causal_mask: off,
  final_ln_after_pool: off,
  proj_bias: off,
  ln_post_emb: off,
  pool_type: z.literal('argmax', 'not supported').optional(),
  proj_type: z.literal('linear', 'not supported').optional(),
  act_kwargs: noSettings,
  norm_kwargs: noSettings,
  pad_id: ignored,
  output_tokens: ignored,
  tokenizer_kwargs: noSettings,
  hf_model_pretrained: ignored,
  hf_proj_type: ignored,
  hf_pooler_type: ignored,
  proj: ignored,
  pooler_type: ignored,
});

const modelSchema = z.strictObject({
  embed_dim: size,
  vision_cfg: visionSchema,
  text_cfg: textSchema,
  quick_gelu: z.boolean().default(false),
  multimodal_cfg: unset,
  init_logit_bias: unset,
  init_logit_scale: ignored,
  nonscalar_logit_scale: ignored,
  custom_text: ignored,
  output_dict: ignored,
});

const fileSchema = z.object({ model_cfg: modelSchema });

/**
 * The configuration in an `open_clip_config.json`, under `model_cfg` or, as in open_clip's own model_configs, by itself.
 *
 * @throws ShotbenchError `CLIP_CONFIG`, also for models that are more than a native ViT or ResNet and CLIP's text tower.
 */
export function configFromOpenClip(json: Readonly<Record<string, unknown>>, file: string): ClipConfig {
  const whole = 'embed_dim' in json ? { model_cfg: json } : json;
  const { model_cfg: model } = parseConfig(fileSchema, whole, file);
  const { vision_cfg: vision, text_cfg: text } = model;
  const config: ClipConfig = {
    embedDim: model.embed_dim,
    vision: visionConfig(vision, model.embed_dim),
    text: {
      contextLength: text.context_length,
      vocabSize: text.vocab_size,
      width: text.width,
      heads: text.heads,
      layers: text.layers,
      mlpWidth: Math.trunc(text.width * text.mlp_ratio),
    },
    activation: model.quick_gelu ? 'quick_gelu' : 'gelu',
    layerNormEps: 1e-5,
    eosTokenId: 'argmax',
  };
  return checkConfig(config, file);
}

function visionConfig(vision: z.infer<typeof visionSchema>, embedDim: number): VisionConfig {
  const { image_size: imageSize, layers, width, head_width: headWidth } = vision;
  if (typeof layers !== 'number') {
    return {
      kind: 'resnet',
      layers,
      width,
      imageSize,
      heads: Math.trunc((32 * width) / headWidth),
      outputDim: embedDim,
    };
  }
  return {
    kind: 'vit',
    imageSize,
    patchSize: vision.patch_size,
    width,
    layers,
    heads: Math.trunc(width / headWidth),
    mlpWidth: Math.trunc(width * vision.mlp_ratio),
  };
}
