import {
  type EncoderModel,
  sharedPrefixTextEncoder,
  textEncoder,
  type TransformerHooks,
  weightsAsInputs,
} from '@shotbench/clip';
import { float32, type HostTensor, int32, tf } from '@shotbench/tensor';

import { classesPerChunk } from './chunk-size.ts';
import type { ClassPrompts } from './class-prompts.ts';
import { layOut, type LayoutOptions, layOutSuffixes, type PromptLayout, suffixLength } from './prompt-layout.ts';

export type Hosts = Readonly<Record<string, HostTensor>>;
export type Tensors = Readonly<Record<string, tf.Tensor>>;

export interface PromptEncoderOptions extends LayoutOptions {
  readonly model: EncoderModel;
  readonly prompts: ClassPrompts;
  /** Whether each class has context tokens of its own (CSC). Default: all share them. */
  readonly classSpecific?: boolean;
  /** How the encoder's blocks are changed, made of the tensors that texts are encoded with. Start and context are then computed for each class. */
  readonly hooks?: (tensors: Tensors) => TransformerHooks;
  /** Which exact short cuts to take; each changes numbers by rounding alone. Default: all that apply. */
  readonly shortCuts?: {
    /** Compute no token after the longest prompt's end. */
    readonly truncate?: boolean;
    /** Compute start and context once for all classes, where they share it and the name stands at the end. */
    readonly sharedPrefix?: boolean;
  };
  /** Classes that are encoded at a time. Default: as many as a gibibyte of activations allows. */
  readonly chunk?: number;
}

/** Classes that are encoded together: all chunks have tensors of one shape. */
export interface Chunk {
  /** Numbers of its classes; the last chunk is filled up with the last class. */
  readonly classes: readonly number[];
  /** How many of them count. */
  readonly count: number;
  readonly tensors: Hosts;
}

/** The text encoder as a function of learned context tokens. */
export interface PromptEncoder {
  /** C */
  readonly classes: number;
  readonly classSpecific: boolean;
  /** Tensors that every chunk is encoded with. */
  readonly weights: Hosts;
  readonly chunks: readonly Chunk[];
  /**
   * Written with tfjs operations.
   * @param context v [M, W], or [c, M, W] for the classes of the chunk.
   * @param tensors `weights` and the chunk's.
   * @returns t [c, D], not normalised.
   */
  encode(context: tf.Tensor, tensors: Tensors): tf.Tensor2D;
}

export function promptEncoder(options: PromptEncoderOptions): PromptEncoder {
  const { model, prompts, contextTokens, position, classSpecific = false, hooks, shortCuts = {} } = options;
  const { truncate = true, sharedPrefix = true } = shortCuts;
  const { contextLength, width } = model.config.text;
  const isShared = sharedPrefix && !hooks && !classSpecific && position === 'end';
  const classes = prompts.names.length;
  const longest = Math.max(...prompts.names.map((_, at) => suffixLength(prompts, at)));
  const length = isShared ? longest : truncate ? 1 + contextTokens + longest : contextLength;
  const size = Math.min(classes, options.chunk ?? classesPerChunk(model.config.text, length));

  const layout = (of: readonly number[]): PromptLayout =>
    isShared
      ? layOutSuffixes(prompts, byLength(prompts, of), length)
      : layOut(prompts, of, { ...options, classSpecific, length });
  const layouts = chunksOf(classes, size).map((chunk) => ({ ...chunk, layout: layout(chunk.classes) }));
  const lengths = longestOf(layouts.map((chunk) => [...chunk.layout.endOfText.data].map((end) => end + 1)));
  const embed = (ids: readonly number[], rows: number) => embeddings(model, ids, rows);
  // One shape for the tables of all chunks.
  const ids = Math.max(...layouts.map((chunk) => chunk.layout.ids.length));

  const own = [...model.weights].filter(([name]) => !/^visual\.|^logit_scale$|^token_embedding\./.test(name));
  const { inputs, lookup } = weightsAsInputs(new Map(own));
  const [encodeSuffixes, encodeTexts] = [sharedPrefixTextEncoder(model.config), textEncoder(model.config)];
  return {
    classes,
    classSpecific,
    weights: { ...inputs, ...(isShared && { start: embed([prompts.startOfText], 1) }) },
    chunks: layouts.map(({ layout: { ids: known, rows, endOfText }, ...chunk }) => ({
      ...chunk,
      tensors: {
        vocabulary: embed(known, ids),
        rows,
        endOfText,
        ...(isShared && { places: placesOf(chunk.classes, byLength(prompts, chunk.classes)) }),
      },
    })),
    encode(context, tensors) {
      const weights = lookup(tensors);
      const { vocabulary, rows, endOfText } = tensors as Record<string, tf.Tensor>;
      if (isShared) {
        const prefix = tf.concat([tensors['start']!, context]); // [1 + M, W]
        const suffixes = tf.gather(vocabulary!, rows!); // [c, S, W], the longest first
        const text = encodeSuffixes(weights, { prefix, suffixes, endOfText: endOfText!, lengths });
        return tf.gather(text, tensors['places']!); // in order of the classes
      }
      const table = tf.concat([tf.reshape(context, [-1, width]), vocabulary!]);
      return encodeTexts(weights, { embeddings: tf.gather(table, rows!), endOfText: endOfText! }, hooks?.(tensors));
    },
  };
}

function chunksOf(classes: number, size: number): Omit<Chunk, 'tensors'>[] {
  return Array.from({ length: Math.ceil(classes / size) }, (_, i) => ({
    classes: Array.from({ length: size }, (_unused, j) => Math.min(i * size + j, classes - 1)),
    count: Math.min(size, classes - i * size),
  }));
}

/** Classes by falling length of their suffixes. */
function byLength(prompts: ClassPrompts, classes: readonly number[]): number[] {
  return [...classes].sort((a, b) => suffixLength(prompts, b) - suffixLength(prompts, a));
}

/** Where each class stands among those sorted, int32 [c]. */
function placesOf(classes: readonly number[], sorted: readonly number[]): HostTensor {
  return int32(
    [classes.length],
    classes.map((c) => sorted.indexOf(c)),
  );
}

/** The longest of each place, which are lengths that every chunk's texts fit into. */
function longestOf(lengths: readonly (readonly number[])[]): number[] {
  return lengths[0]!.map((_, i) => Math.max(...lengths.map((ofChunk) => ofChunk[i]!)));
}

/** Embeddings of tokens, [rows, W], zeros below those that are asked for. */
function embeddings({ weights, config }: EncoderModel, ids: readonly number[], rows: number): HostTensor {
  const { width } = config.text;
  const table = weights.get('token_embedding.weight')!.data as Float32Array;
  const picked = new Float32Array(rows * width);
  ids.forEach((id, i) => picked.set(table.subarray(id * width, (id + 1) * width), i * width));
  return float32([rows, width], picked);
}
