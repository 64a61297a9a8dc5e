import type { TextModel } from '@shotbench/few-shot';
import type { HostTensor } from '@shotbench/tensor';

export interface NearWord {
  /** As the tokenizer spells it; pieces of words look like words. */
  readonly word: string;
  /** ‖v − e‖ */
  readonly distance: number;
}

/**
 * The tokens of the vocabulary that learned tokens are nearest to by Euclidean distance (`interpret_prompt.py` of CoOp; the paper says that
 * they seldom mean anything).
 *
 * @param context v [M, W].
 * @param count how many for each token, the nearest first.
 */
export function nearestWords({ weights, tokenizer, config }: TextModel, context: HostTensor, count = 1): NearWord[][] {
  const { width } = config.text;
  const table = weights.get('token_embedding.weight')!.data as Float32Array;
  const ids = Array.from({ length: tokenizer.vocabSize }, (_, id) => id).filter((id) => !isSpecial(id));
  function isSpecial(id: number): boolean {
    return id === tokenizer.startOfText || id === tokenizer.endOfText;
  }
  return Array.from({ length: context.data.length / width }, (_, m) => {
    const v = context.data.subarray(m * width, (m + 1) * width);
    return ids
      .map((id) => ({ id, distance: distance(v, table.subarray(id * width, (id + 1) * width)) }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, count)
      .map(({ id, distance: away }) => ({ word: tokenizer.decode([id]), distance: away }));
  });
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
