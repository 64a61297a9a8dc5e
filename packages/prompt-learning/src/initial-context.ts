import { ShotbenchError } from '@shotbench/errors';
import { Random, type TextModel } from '@shotbench/few-shot';
import { float32, type HostTensor } from '@shotbench/tensor';

/** Standard deviation of random context (`nn.init.normal_(ctx_vectors, std=0.02)` in `trainers/coop.py`). */
const STANDARD_DEVIATION = 0.02;

/** Learned tokens before learning: the embeddings of words, or noise where there are none. */
export type ContextStart = { readonly words: string } | { readonly contextTokens: number; readonly seed: number };

/**
 * @returns v [M, W]; [C, M, W] where `classes` is given: noise is then drawn for each class, words are the same for all.
 * @throws ShotbenchError `PROMPT_WORDS` for words without tokens.
 */
export function initialContext(
  { config, weights, tokenizer }: TextModel,
  start: ContextStart,
  classes?: number,
): HostTensor {
  const { width } = config.text;
  const copies = classes ?? 1;
  const shapeOf = (tokens: number): number[] => (classes === undefined ? [tokens, width] : [classes, tokens, width]);
  if (!('words' in start)) {
    const random = new Random(start.seed);
    const size = copies * start.contextTokens * width;
    return float32(
      shapeOf(start.contextTokens),
      Float32Array.from({ length: size }, () => STANDARD_DEVIATION * random.normal()),
    );
  }
  const ids = wordIds(tokenizer, start.words);
  const table = weights.get('token_embedding.weight')!.data as Float32Array;
  const one = ids.flatMap((id) => [...table.subarray(id * width, (id + 1) * width)]);
  return float32(shapeOf(ids.length), Float32Array.from(Array.from({ length: copies }, () => one).flat()));
}

/**
 * Context that ends in words, with zeros before them, as ProGrad begins (`trainers/prograd.py`).
 * @returns v [M, W]
 * @throws ShotbenchError `PROMPT_WORDS` for words without tokens or with more than M.
 */
export function endingIn(model: TextModel, words: string, contextTokens: number): HostTensor {
  const { shape, data } = initialContext(model, { words });
  const [count, width] = shape as [number, number];
  if (count > contextTokens) {
    throw new ShotbenchError(
      'PROMPT_WORDS',
      `the words ${JSON.stringify(words)} have ${count} tokens, but the context has ${contextTokens}; expected at most as many; use fewer words or a longer context`,
    );
  }
  const all = new Float32Array(contextTokens * width);
  all.set(data, all.length - data.length);
  return float32([contextTokens, width], all);
}

/**
 * The tokens of the words that context begins with, as many as there are context tokens.
 *
 * Deviation: the reference counts words, not tokens (`len(ctx_init.split(" "))`), and so cuts off a word of several tokens.
 */
export function wordIds(tokenizer: TextModel['tokenizer'], words: string): number[] {
  const ids = tokenizer.encode(words.replaceAll('_', ' ')).slice(1, -1);
  if (ids.length > 0) return ids;
  throw new ShotbenchError(
    'PROMPT_WORDS',
    `the words ${JSON.stringify(words)} that the context begins with have no tokens; expected words such as "a photo of a"`,
  );
}
