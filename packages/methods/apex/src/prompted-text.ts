import { type Matrix, normalizeRows, type TextModel } from '@shotbench/few-shot';
import {
  chunkConstants,
  encodeChunks,
  encodePrompts,
  initialContext,
  promptEncoder,
  wordPrompts,
} from '@shotbench/prompt-learning';
import type { ExecutionOptions, HostTensor, tf } from '@shotbench/tensor';

type Hosts = Readonly<Record<string, HostTensor>>;
type Tensors = Readonly<Record<string, tf.Tensor>>;

/** All that stands before a name, in "a photo of a NAME.", of which the first words are learned. */
export function wordsBefore(learned: string): string {
  return `${learned} of a`;
}

/** The text encoder as a function of the embeddings of the first words. */
export interface PromptedText {
  /** Embeddings of the words as they are, [M, W]. */
  readonly start: HostTensor;
  /** To be given to `encode` as they are. */
  readonly constants: Hosts;
  /** @returns t̃ [C, D], not normalised. Written with tfjs operations. */
  encode(context: tf.Tensor, constants: Tensors): tf.Tensor2D;
  /** The same, run. */
  run(context: HostTensor): Promise<Matrix>;
  /** t′ [C, D], unit rows: clean CLIP's features of "WORDS of a NAME." */
  clean(): Promise<Matrix>;
}

export function promptedText(
  classNames: readonly string[],
  {
    model,
    words,
    execution,
  }: { readonly model: TextModel; readonly words: string; readonly execution: ExecutionOptions },
): PromptedText {
  const start = initialContext(model, { words });
  const contextTokens = start.shape[0]!;
  const prompts = wordPrompts(classNames, { model, words: wordsBefore(words), contextTokens });
  const encoder = promptEncoder({ model, prompts, contextTokens, position: 'end' });
  const run = (context: HostTensor): Promise<Matrix> => encodePrompts(encoder, context, execution);
  return {
    start,
    constants: chunkConstants(encoder),
    encode: (context, constants) => encodeChunks(encoder, context, constants),
    run,
    clean: async () => normalizeRows(await run(start)),
  };
}
