import { type Matrix, normalizeRows, type TextModel } from '@shotbench/few-shot';
import { encodePrompts, encoderFor, initialContext, type PromptEncoder } from '@shotbench/prompt-learning';
import { type ExecutionOptions, type HostTensor, tf } from '@shotbench/tensor';

type Hosts = Readonly<Record<string, HostTensor>>;
type Tensors = Readonly<Record<string, tf.Tensor>>;

/** What stands between the words that are learned and the name, in "a photo of a NAME." */
const BETWEEN = 'of a';

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
  const names = classNames.map((name) => `${BETWEEN} ${name}`);
  const encoder = encoderFor(names, { model, context: start, position: 'end' });
  const run = (context: HostTensor): Promise<Matrix> => encodePrompts(encoder, context, execution);
  return {
    start,
    constants: constantsOf(encoder),
    encode: (context, constants) => encodeAll(encoder, context, constants),
    run,
    clean: async () => normalizeRows(await run(start)),
  };
}

/** Weights, and the tensors of every chunk under names of its own. */
export function constantsOf({ weights, chunks }: PromptEncoder): Hosts {
  const own = chunks.flatMap(({ tensors }, i) =>
    Object.entries(tensors).map(([name, tensor]) => [chunkName(i, name), tensor] as const),
  );
  return { ...weights, ...Object.fromEntries(own) };
}

/** Text features of all chunks, below one another. */
export function encodeAll(encoder: PromptEncoder, context: tf.Tensor, constants: Tensors): tf.Tensor2D {
  const parts = encoder.chunks.map(({ tensors, count, classes }, i) => {
    const own = Object.keys(tensors).map((name) => [name, constants[chunkName(i, name)]!] as const);
    const text = encoder.encode(context, { ...constants, ...Object.fromEntries(own) });
    return count === classes.length ? text : tf.slice(text, [0, 0], [count, text.shape[1]]);
  });
  return parts.length === 1 ? parts[0]! : tf.concat(parts, 0);
}

function chunkName(chunk: number, name: string): string {
  return `chunk${chunk}/${name}`;
}
