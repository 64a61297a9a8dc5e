import { type Layout, textPrefix } from './layout.ts';

/** Where the values of one canonical tensor come from. */
export interface TensorSource {
  /** Names in the file. Several are stacked along the first dimension, one after the other. */
  readonly parts: readonly string[];
  /** Whether the file holds the matrix the other way round. */
  readonly isTransposed: boolean;
}

/**
 * The names under which a layout keeps each of OpenAI's tensors.
 * @param names Every tensor of the files, to see whether open_clip's text tower has its prefix.
 */
export function sourcesOf(layout: Layout, names: readonly string[]): (canonical: string) => TensorSource {
  if (layout === 'huggingface') return huggingFaceSource;
  const prefix = textPrefix(names);
  return (name) => {
    const isText = !name.startsWith('visual.') && name !== 'logit_scale';
    return { parts: [isText ? prefix + name : name], isTransposed: false };
  };
}

/** Beginnings and endings of names, OpenAI's and those of transformers (models/clip/modeling_clip.py). */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ['visual.class_embedding', 'vision_model.embeddings.class_embedding'],
  ['visual.positional_embedding', 'vision_model.embeddings.position_embedding.weight'],
  ['visual.conv1.', 'vision_model.embeddings.patch_embedding.'],
  ['visual.ln_pre.', 'vision_model.pre_layrnorm.'], // sic
  ['visual.ln_post.', 'vision_model.post_layernorm.'],
  ['visual.proj', 'visual_projection.weight'],
  ['visual.transformer.resblocks.', 'vision_model.encoder.layers.'],
  ['transformer.resblocks.', 'text_model.encoder.layers.'],
  ['positional_embedding', 'text_model.embeddings.position_embedding.weight'],
  ['token_embedding.', 'text_model.embeddings.token_embedding.'],
  ['ln_final.', 'text_model.final_layer_norm.'],
  ['text_projection', 'text_projection.weight'],
];
const ENDINGS: readonly (readonly [string, string])[] = [
  ['.attn.out_proj.', '.self_attn.out_proj.'],
  ['.ln_1.', '.layer_norm1.'],
  ['.ln_2.', '.layer_norm2.'],
  ['.mlp.c_fc.', '.mlp.fc1.'],
  ['.mlp.c_proj.', '.mlp.fc2.'],
];

function huggingFaceSource(canonical: string): TensorSource {
  const [ours, theirs] = BEGINNINGS.find(([beginning]) => canonical.startsWith(beginning)) ?? ['', ''];
  const name = ENDINGS.reduce((soFar, [from, to]) => soFar.replace(from, to), theirs + canonical.slice(ours.length));
  const [block, kind] = name.split('.attn.in_proj_') as [string, string?];
  if (kind !== undefined) {
    return { parts: ['q', 'k', 'v'].map((letter) => `${block}.self_attn.${letter}_proj.${kind}`), isTransposed: false };
  }
  return { parts: [name], isTransposed: canonical === 'visual.proj' || canonical === 'text_projection' };
}
