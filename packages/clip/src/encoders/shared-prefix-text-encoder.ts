import { ShotbenchError } from '@shotbench/errors';
import { tf } from '@shotbench/tensor';

import type { ClipConfig } from '../config/clip-config.ts';
import { raggedSuffixes, type RaggedSuffixes, rowsOfEnds, toRows } from './ragged-suffixes.ts';
import { norm } from './residual-block.ts';
import { sharedPrefixBlock } from './shared-prefix-block.ts';
import { causalMask, maskAt } from './text-encoder.ts';
import { lookupOf, type WeightLookup, type Weights, within } from './weights.ts';

/** C texts that begin with the same P tokens; P + S may be any number up to the context length. */
export interface SharedPrefixTexts {
  /** Token embeddings without positions that every text begins with ([SOS] v₁ … v_M), [P, W]. */
  readonly prefix: tf.Tensor;
  /** What follows in each text, [C, S, W], without positions. */
  readonly suffixes: tf.Tensor;
  /** Where each text ends, counted from the beginning of its suffix: int32 [C]. */
  readonly endOfText: tf.Tensor;
  /**
   * How many tokens of each suffix are computed, up to its end at least; never rising. Default: all S of each. What a text has after its end
   * changes nothing, so that lengths save time alone.
   */
  readonly lengths?: readonly number[];
}

/** @returns [C, D], not normalised. */
export type SharedPrefixTextEncoder = (weights: Weights, texts: SharedPrefixTexts) => tf.Tensor2D;

/**
 * CLIP's text encoder for texts that begin alike, such as class names after one learned context: the features of
 * `textEncoder`, and their gradients, to rounding. The encoder is causal, so at every layer the tokens of the common
 * beginning are the same in all texts and are computed once: with lengths l_c, P + Σ l_c tokens instead of C · (P + S).
 *
 * ```ts
 * const encodeText = sharedPrefixTextEncoder(config)
 * const features = encodeText(weights, { prefix, suffixes, endOfText }) // [C, D]
 * ```
 *
 * @throws ShotbenchError `CLIP_TEXT_SHAPE` for texts that do not fit the model, `CLIP_WEIGHT_MISSING`.
 */
export function sharedPrefixTextEncoder({ text, activation, layerNormEps }: ClipConfig): SharedPrefixTextEncoder {
  const shape = { heads: text.heads, activation, layerNormEps };
  return (given, texts) => {
    checkTexts(texts, text);
    const weights = lookupOf(given);
    const ends = texts.endOfText as tf.Tensor1D;
    const [[P], [C, S]] = [texts.prefix.shape, texts.suffixes.shape] as [[number], [number, number]];
    const masks = { prefix: causalMask(P), suffixes: causalMask(S) };
    const suffixes = raggedSuffixes(texts.lengths ?? Array<number>(C).fill(S), S);
    const masksAtEnds = { ...masks, suffixes: maskAt(masks.suffixes, ends, text.heads) };

    const first = embedded(weights, texts, suffixes);
    let rows: tf.Tensor2D = tf.concat([...first]);
    for (let layer = 0; layer < text.layers; layer++) {
      // What the last block would give any other token than the ends is read by nobody.
      const isLast = layer === text.layers - 1;
      rows = sharedPrefixBlock(shape, within(weights, `transformer.resblocks.${layer}.`), rows, {
        prefix: P,
        suffixes,
        masks: isLast ? masksAtEnds : masks,
        parts: layer === 0 ? first : undefined,
        wanted: isLast ? tf.add(rowsOfEnds(suffixes, ends), tf.scalar(P, 'int32')) : undefined,
      });
    }
    const pooled = norm(within(weights, 'ln_final.'), rows, layerNormEps);
    return tf.matMul(pooled, weights('text_projection')); // [C, W] · [W, D] → [C, D]
  };
}

/** Embeddings with positions, as rows: the prefix's [P, W], then those of the suffixes [Σ n_s, W]. */
function embedded(
  weights: WeightLookup,
  { prefix, suffixes }: SharedPrefixTexts,
  ragged: RaggedSuffixes,
): [tf.Tensor2D, tf.Tensor2D] {
  const [[P, W], [, S]] = [prefix.shape, suffixes.shape] as [[number, number], [number, number]];
  const positions = weights('positional_embedding');
  const common = tf.add<tf.Tensor2D>(prefix, tf.slice(positions, [0, 0], [P, W]));
  const own = tf.add<tf.Tensor3D>(
    tf.transpose(suffixes, [1, 0, 2]),
    tf.reshape(tf.slice(positions, [P, 0], [S, W]), [S, 1, W]),
  );
  return [common, toRows(ragged, own)];
}

function checkTexts(
  { prefix, suffixes, endOfText, lengths }: SharedPrefixTexts,
  { contextLength, width }: ClipConfig['text'],
): void {
  const [[P = 0], [C = 0, S = 0]] = [prefix.shape, suffixes.shape];
  const fits =
    isShape(prefix, [P, width]) && isShape(suffixes, [C, S, width]) && isShape(endOfText, [C]) && P >= 1 && S >= 1;
  if (fits && P + S <= contextLength && (lengths === undefined || areLengths(lengths, C, S))) return;
  const [first, rest, ends] = [prefix, suffixes, endOfText].map(({ shape }) => `[${shape.join(', ')}]`);
  throw new ShotbenchError(
    'CLIP_TEXT_SHAPE',
    `a prefix ${first}, suffixes ${rest} and end positions ${ends} do not fit the text encoder; expected a prefix [P, ${width}], ` +
      `suffixes [C, S, ${width}] and end positions [C] with P and S from 1 on and P + S at most ${contextLength}` +
      (lengths ? `, and ${C} lengths from 1 to ${S} that never rise, not ${lengths.join(', ')}` : '') +
      '; tokenize them for this model',
  );
}

function areLengths(lengths: readonly number[], texts: number, places: number): boolean {
  const isLength = (n: number, i: number): boolean => n >= 1 && n <= (lengths[i - 1] ?? places);
  return lengths.length === texts && lengths.every(isLength);
}

function isShape({ shape }: tf.Tensor, expected: readonly number[]): boolean {
  return shape.length === expected.length && shape.every((dim, i) => dim === expected[i]);
}
