import { ShotbenchError } from '@shotbench/errors';
import { tf } from '@shotbench/tensor';

import type { ClipConfig } from '../config/clip-config.ts';
import { norm } from './residual-block.ts';
import { transformer } from './transformer.ts';
import type { TransformerHooks } from './transformer-hooks.ts';
import { lookupOf, type Weights, within } from './weights.ts';

/** C texts of L tokens; L may be any number up to the context length, see {@link textLength}. */
export type Texts = {
  /** Where each text ends: the position of its end-of-text token, int32 [C]. */
  readonly endOfText: tf.Tensor;
} & (
  | {
      /** int32 [C, L] */
      readonly ids: tf.Tensor;
    }
  | {
      /** Token embeddings without positions, [C, L, W]: the entrance for learned context. */
      readonly embeddings: tf.Tensor;
    }
);

/** @returns [C, D], not normalised. */
export type TextEncoder = (weights: Weights, texts: Texts, hooks?: TransformerHooks) => tf.Tensor2D;

/**
 * CLIP's text encoder as a differentiable tfjs function of its weights (OpenAI's state-dict names) and of token ids or
 * embeddings. It is causal and read out at the end-of-text token, so what follows that token changes nothing and need not
 * be passed.
 *
 * ```ts
 * const encodeText = textEncoder(config)
 * const features = encodeText(weights, { ids, endOfText }) // [C, D]
 * ```
 *
 * @throws ShotbenchError `CLIP_TEXT_SHAPE` for texts that do not fit the model, `CLIP_WEIGHT_MISSING`.
 */
export function textEncoder({ text, activation, layerNormEps }: ClipConfig): TextEncoder {
  const shape = { layers: text.layers, heads: text.heads, activation, layerNormEps };
  return (given, texts, hooks = {}) => {
    const weights = lookupOf(given);
    const embeddings = tokensFirst(weights, texts); // [L, C, W]
    checkTexts(embeddings.shape, texts.endOfText.shape, text);
    const [length, count, width] = embeddings.shape;
    const positions = tf.slice(weights('positional_embedding'), [0, 0], [length, width]);
    const tokens = tf.add<tf.Tensor3D>(embeddings, tf.reshape(positions, [length, 1, width]));
    hooks.observe?.('embed', tokens);

    const mask = causalMask(length);
    const ends = texts.endOfText as tf.Tensor1D;
    const read = transformer(shape, within(weights, 'transformer.'), {
      tokens,
      mask,
      readout: { pick: (all) => tokensAt(all, ends), mask: maskAt(mask, ends, text.heads) },
      hooks,
    });
    const pooled = norm(within(weights, 'ln_final.'), tf.reshape<tf.Rank.R2>(read, [count, width]), layerNormEps);
    hooks.observe?.('ln_final', pooled);
    return tf.matMul(pooled, weights('text_projection')); // [C, W] · [W, D] → [C, D]
  };
}

/**
 * The embedding of each token, without positions.
 *
 * @param ids int32 [C, L]
 * @returns [C, L, W]
 */
export function embedTokens(weights: Weights, ids: tf.Tensor): tf.Tensor3D {
  return tf.gather(lookupOf(weights)('token_embedding.weight'), ids) as tf.Tensor3D;
}

function tokensFirst(weights: Weights, texts: Texts): tf.Tensor3D {
  if ('embeddings' in texts) return tf.transpose(texts.embeddings as tf.Tensor3D, [1, 0, 2]);
  return embedTokens(weights, tf.transpose(texts.ids)); // ids [L, C]
}

/** 0 where a token may look, −∞ at the tokens after it. [L, L] */
export function causalMask(length: number): tf.Tensor2D {
  const values = new Float32Array(length * length);
  for (let i = 0; i < length; i++) values.fill(Number.NEGATIVE_INFINITY, i * length + i + 1, (i + 1) * length);
  return tf.tensor2d(values, [length, length]);
}

/** Token ends[c] of each text c: [L, C, W] → [1, C, W] */
function tokensAt(tokens: tf.Tensor3D, ends: tf.Tensor1D): tf.Tensor3D {
  const [length, count, width] = tokens.shape;
  const rows = tf.reshape<tf.Rank.R2>(tokens, [length * count, width]);
  return tf.reshape(tf.gather(rows, rowsAt(ends)), [1, count, width]);
}

/**
 * Where token ends[c] of each text c lies among the rows of tokens [L, C, W].
 * @returns int32 [C]
 */
function rowsAt(ends: tf.Tensor1D): tf.Tensor1D {
  const [count] = ends.shape;
  return tf.add(tf.mul(ends, tf.scalar(count, 'int32')), tf.range(0, count, 1, 'int32'));
}

/** Row ends[c] of the mask for every head of each text c, [C · heads, 1, L] */
export function maskAt(mask: tf.Tensor2D, ends: tf.Tensor1D, heads: number): tf.Tensor3D {
  const [count, length] = [ends.shape[0], mask.shape[1]];
  const rows = tf.reshape(tf.gather(mask, ends), [count, 1, length]);
  return tf.reshape(tf.add(rows, tf.zeros([count, heads, length])), [count * heads, 1, length]);
}

function checkTexts(
  [length, count, width]: readonly number[],
  ends: readonly number[],
  { contextLength, width: expected }: ClipConfig['text'],
): void {
  const fits = length! >= 1 && length! <= contextLength && width === expected && ends.length === 1 && ends[0] === count;
  if (fits) return;
  throw new ShotbenchError(
    'CLIP_TEXT_SHAPE',
    `${count} texts of ${length} tokens of width ${width} with end positions [${ends.join(', ')}] do not fit the text encoder; ` +
      `expected at most ${contextLength} tokens of width ${expected} and one end position for each text; tokenize them for this model`,
  );
}
