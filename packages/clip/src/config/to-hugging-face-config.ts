import { ShotbenchError } from '@shotbench/errors';

import type { ClipConfig } from './clip-config.ts';

/**
 * The `config.json` of Hugging Face transformers for a CLIP model with a vision transformer: the inverse of
 * `configFromHuggingFace`.
 *
 * @throws ShotbenchError `CLIP_SAVE` for a ResNet, which transformers' CLIPModel lacks.
 */
export function toHuggingFaceConfig(config: ClipConfig, precision: 'float32' | 'float16'): Record<string, unknown> {
  const { vision, text, activation, layerNormEps, eosTokenId, embedDim } = config;
  if (vision.kind !== 'vit') {
    throw new ShotbenchError(
      'CLIP_SAVE',
      'the model cannot be saved: its image encoder is a ResNet, which the layout of Hugging Face lacks; expected a vision transformer',
    );
  }
  const shared = { hidden_act: activation, layer_norm_eps: layerNormEps };
  return {
    architectures: ['CLIPModel'],
    model_type: 'clip',
    torch_dtype: precision,
    projection_dim: embedDim,
    text_config: {
      model_type: 'clip_text_model',
      vocab_size: text.vocabSize,
      hidden_size: text.width,
      intermediate_size: text.mlpWidth,
      num_hidden_layers: text.layers,
      num_attention_heads: text.heads,
      max_position_embeddings: text.contextLength,
      projection_dim: embedDim,
      bos_token_id: text.vocabSize - 2,
      eos_token_id: eosTokenId === 'argmax' ? text.vocabSize - 1 : eosTokenId,
      ...shared,
    },
    vision_config: {
      model_type: 'clip_vision_model',
      hidden_size: vision.width,
      intermediate_size: vision.mlpWidth,
      num_hidden_layers: vision.layers,
      num_attention_heads: vision.heads,
      num_channels: 3,
      image_size: vision.imageSize,
      patch_size: vision.patchSize,
      projection_dim: embedDim,
      ...shared,
    },
  };
}
