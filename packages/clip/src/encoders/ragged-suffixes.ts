import { tf } from '@shotbench/tensor';

/**
 * C suffixes of different lengths, the longest first, as rows: for each place the tokens of the texts that reach it. There are as many rows as
 * tokens, where a matrix of C · S rows would have one for each text at every place.
 */
export interface RaggedSuffixes {
  /** C */
  readonly texts: number;
  /** n_s, how many texts reach each of the S places; never rising. */
  readonly reach: readonly number[];
}

/** @param lengths of the C texts, never rising. @param places S, at least the first of them. */
export function raggedSuffixes(lengths: readonly number[], places: number): RaggedSuffixes {
  const reach = Array.from({ length: places }, (_, s) => lengths.filter((length) => length > s).length);
  return { texts: lengths.length, reach };
}

/** The rows of tokens that lie place after place: [S, C, W] → [Σ n_s, W] */
export function toRows({ texts, reach }: RaggedSuffixes, x: tf.Tensor3D): tf.Tensor2D {
  const [places, , width] = x.shape;
  if (reach.every((count) => count === texts)) return tf.reshape(x, [places * texts, width]);
  const rows = reach.map((count, s) =>
    tf.reshape<tf.Rank.R2>(tf.slice(x, [s, 0, 0], [1, count, width]), [count, width]),
  );
  return tf.concat(rows);
}

/** Rows back at their places, zeros where a text has ended: [Σ n_s, W] → [S, C, W] */
export function toPlaces({ texts, reach }: RaggedSuffixes, rows: tf.Tensor2D): tf.Tensor3D {
  const [places, width] = [reach.length, rows.shape[1]];
  if (reach.every((count) => count === texts)) return tf.reshape(rows, [places, texts, width]);
  const parts = tf
    .split<tf.Tensor2D>(rows, [...reach])
    .flatMap((part, s) => (reach[s] === texts ? [part] : [part, tf.zeros<tf.Rank.R2>([texts - reach[s]!, width])]));
  return tf.reshape(tf.concat(parts), [places, texts, width]);
}

/** The row of each text's token at a place of its own, int32 [C]. */
export function rowsOfEnds({ texts, reach }: RaggedSuffixes, ends: tf.Tensor1D): tf.Tensor1D {
  let before = 0;
  const offsets = reach.map((count) => {
    before += count;
    return before - count;
  });
  return tf.add(tf.gather(tf.tensor1d(offsets, 'int32'), ends), tf.range(0, texts, 1, 'int32'));
}
