import { linear, tf } from '@shotbench/tensor';

import { type BlockShape, mlp, norm } from './residual-block.ts';
import { type RaggedSuffixes, toPlaces, toRows } from './ragged-suffixes.ts';
import { projections } from './self-attention.ts';
import { type ByPart, sharedPrefixAttention, type SharedPrefixInputs } from './shared-prefix-attention.ts';
import { type WeightLookup, within } from './weights.ts';

type Rows = tf.Tensor2D;

export interface SharedPrefixContext {
  /** How many tokens all texts begin with, P. */
  readonly prefix: number;
  /** The C texts after it. */
  readonly suffixes: RaggedSuffixes;
  readonly masks: SharedPrefixInputs['masks'];
  /**
   * The rows of the prefix and those of the suffixes, where they were put together for this block. They are projected
   * apart then, so that the gradient of one is not computed where only that of the other is asked for.
   */
  readonly parts?: readonly [prefix: Rows, suffixes: Rows] | undefined;
  /** The rows that the output is wanted of, one of each text: int32 [C]. All of them where it is not said. */
  readonly wanted?: tf.Tensor1D | undefined;
}

/**
 * `residualBlock` for texts that begin with the same P tokens.
 *
 * @param rows tokens [P + Σ n_s, W]: the prefix's, then for each place of the suffixes those of the texts that reach it.
 * @returns the same shape, or [C, W] where those are the rows wanted.
 */
export function sharedPrefixBlock(
  shape: BlockShape,
  weights: WeightLookup,
  rows: Rows,
  context: SharedPrefixContext,
): Rows {
  const { wanted } = context;
  const seen = sharedPrefixAttention(shape.heads, attentionInputs(shape, weights, rows, context));
  const all = { texts: context.suffixes.texts, reach: [context.suffixes.texts] };
  const own = toRows(wanted ? all : context.suffixes, seen.suffixes);
  const mixed = seen.prefix ? tf.concat<Rows>([seen.prefix, own]) : own;
  const attended = linear(mixed, weights('attn.out_proj.weight'), weights('attn.out_proj.bias'));
  const middle = tf.add<Rows>(wanted ? tf.gather(rows, wanted) : rows, attended);
  return tf.add(middle, mlp(shape, weights, middle));
}

function attentionInputs(
  { layerNormEps }: BlockShape,
  weights: WeightLookup,
  rows: Rows,
  { prefix, suffixes, masks, parts, wanted }: SharedPrefixContext,
): SharedPrefixInputs {
  const project = (x: Rows): [q: Rows, k: Rows, v: Rows] => {
    const tokens = norm(within(weights, 'ln_1.'), x, layerNormEps);
    return projections(within(weights, 'attn.'), wanted ? tf.gather(tokens, wanted) : tokens, tokens);
  };
  const apart = (x: Rows): ByPart => {
    const [common, own] = tf.split(x, [prefix, x.shape[0] - prefix]) as [Rows, Rows];
    return { prefix: common, suffixes: toPlaces(suffixes, own) };
  };

  if (wanted) {
    const [q, k, v] = project(rows);
    const ends = tf.reshape<tf.Rank.R3>(q, [1, ...q.shape]);
    return { queries: { suffixes: ends }, keys: apart(k), values: apart(v), masks };
  }
  if (!parts) {
    const [queries, keys, values] = project(rows).map(apart) as [ByPart, ByPart, ByPart];
    return { queries, keys, values, masks };
  }
  const [common, own] = [project(parts[0]), project(parts[1])];
  const joined = (i: 0 | 1 | 2): ByPart => ({ prefix: common[i], suffixes: toPlaces(suffixes, own[i]) });
  return { queries: joined(0), keys: joined(1), values: joined(2), masks };
}
