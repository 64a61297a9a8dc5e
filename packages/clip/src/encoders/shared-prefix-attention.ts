import { attention, tf } from '@shotbench/tensor';

import { byHead } from './self-attention.ts';

/** Something of each token: of the P that all C texts begin with, [P, W], and of those that follow, [T, C, W]. */
export interface ByPart {
  readonly prefix: tf.Tensor2D;
  readonly suffixes: tf.Tensor3D;
}

export interface SharedPrefixInputs {
  /** Of the tokens that look: Q of each suffix, and the prefix's where somebody asks what those see. */
  readonly queries: Pick<ByPart, 'suffixes'> & Partial<ByPart>;
  readonly keys: ByPart;
  readonly values: ByPart;
  /** Added to the products of queries and keys of one part: [P, P], and broadcast to [C · heads, Q, T]. */
  readonly masks: { readonly prefix: tf.Tensor; readonly suffixes: tf.Tensor };
}

/**
 * Multi-head attention of C texts that begin with the same P tokens, between the projections.
 *
 * @returns [P, W] where the prefix looks, and [Q, C, W].
 */
export function sharedPrefixAttention(heads: number, inputs: SharedPrefixInputs): SharedPrefixInputs['queries'] {
  const suffixes = suffixAttention(heads, inputs);
  const { queries, keys, values, masks } = inputs;
  if (!queries.prefix) return { suffixes };
  const [q, k, v] = [queries.prefix, keys.prefix, values.prefix].map((x) => asOneText(x, heads));
  const prefix = attention(q!, k!, v!, { mask: masks.prefix }); // [heads, P, d]
  return { prefix: asRows(prefix, heads), suffixes };
}

/**
 * A suffix's token sees all of the prefix, and of its own suffix what the mask lets it. Its products with the prefix's keys
 * are, for all texts together, one large product for each head; those with its own text's are small ones. The softmax goes
 * over both at once.
 */
function suffixAttention(heads: number, { queries, keys, values, masks }: SharedPrefixInputs): tf.Tensor3D {
  const { suffixes: q } = queries;
  const [[Q, C, W], P, T] = [q.shape, keys.prefix.shape[0], keys.suffixes.shape[0]];
  const scale = 1 / Math.sqrt(W / heads);
  const products = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.mul(tf.matMul(a, b, false, true), scale);

  const withPrefix = products(asOneText(q, heads), asOneText(keys.prefix, heads)); // [heads, Q · C, P]
  const withOwn = tf.add(products(byHead(q, heads), byHead(keys.suffixes, heads)), masks.suffixes); // [C · heads, Q, T]
  // Of the two it is the smaller that is moved to lie as the other does.
  const moved = tf.transpose(tf.reshape(withOwn, [C, heads, Q, T]), [1, 2, 0, 3]);
  const weights = tf.softmax(tf.concat([withPrefix, tf.reshape(moved, [heads, Q * C, T])], 2));
  const [ofPrefix, ofOwn] = tf.split(weights, [P, T], 2) as [tf.Tensor, tf.Tensor];
  const back = tf.transpose(tf.reshape(ofOwn, [heads, Q, C, T]), [2, 0, 1, 3]);

  const fromPrefix = tf.matMul(ofPrefix, asOneText(values.prefix, heads)); // [heads, Q · C, P] · [heads, P, d]
  const fromOwn = tf.matMul(tf.reshape(back, [C * heads, Q, T]), byHead(values.suffixes, heads)); // [C · heads, Q, d]
  return tf.reshape(tf.add(asRows(fromPrefix, heads), asRows(fromOwn, heads)), [Q, C, W]);
}

/** All tokens as if of one text: [..., W] → [heads, tokens, d] */
function asOneText(x: tf.Tensor, heads: number): tf.Tensor3D {
  const width = x.shape.at(-1)!;
  return byHead(tf.reshape(x, [x.size / width, 1, width]), heads);
}

/** [B · heads, T, d] → [T · B, W] */
function asRows(x: tf.Tensor, heads: number): tf.Tensor2D {
  const width = heads * x.shape.at(-1)!;
  return tf.reshape(tf.transpose(x, [1, 0, 2]), [x.size / width, width]);
}
