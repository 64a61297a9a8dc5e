import { type HostTensor, int32 } from '@shotbench/tensor';

import type { ClassPrompts, NamePosition } from './class-prompts.ts';

/** One token of a prompt: learned, or of the vocabulary. */
type Place = { readonly context: number } | { readonly id: number };

/** The tokens of one class's prompt in order (`PromptLearner.forward` of `trainers/coop.py`). */
function placesOf(prompts: ClassPrompts, at: number, { contextTokens, position }: LayoutOptions): Place[] {
  const context = Array.from({ length: contextTokens }, (_, i) => ({ context: i }));
  const [name, rest] = [prompts.names[at]!, prompts.rests[at]!].map((ids) => ids.map((id) => ({ id })));
  const half = Math.floor(contextTokens / 2);
  const start = { id: prompts.startOfText };
  if (position === 'middle') return [start, ...context.slice(0, half), ...name!, ...context.slice(half), ...rest!];
  if (position === 'front') return [start, ...name!, ...context, ...rest!];
  return [start, ...context, ...name!, ...rest!];
}

export interface LayoutOptions {
  /** M */
  readonly contextTokens: number;
  readonly position: NamePosition;
}

/** Prompts as rows of a table: the learned tokens, then the embeddings of U different tokens of the vocabulary. */
export interface PromptLayout {
  /** The U ids in the table. */
  readonly ids: readonly number[];
  /** Which row of the table each token of each prompt is, int32 [c, L]; what follows the end is the last token again. */
  readonly rows: HostTensor;
  /** Where each prompt ends, int32 [c]. */
  readonly endOfText: HostTensor;
}

/**
 * Lays prompts out for an encoder of whole texts.
 *
 * @param classes numbers of the c classes to lay out.
 * @param length L, at least that of the longest.
 */
export function layOut(
  prompts: ClassPrompts,
  classes: readonly number[],
  options: LayoutOptions & { readonly classSpecific: boolean; readonly length: number },
): PromptLayout {
  const { contextTokens, classSpecific, length } = options;
  const table = new Table((classSpecific ? classes.length : 1) * contextTokens);
  const texts = classes.map((at, nth) =>
    placesOf(prompts, at, options).map((place) =>
      'id' in place ? table.rowOf(place.id) : place.context + (classSpecific ? nth * contextTokens : 0),
    ),
  );
  return { ids: table.ids, ...padded(texts, length) };
}

/**
 * Lays out what follows the context where the name stands at the end, for the encoder that computes the shared beginning once.
 * Rows and ends are counted from there.
 */
export function layOutSuffixes(prompts: ClassPrompts, classes: readonly number[], length: number): PromptLayout {
  const table = new Table(0);
  const texts = classes.map((at) => [...prompts.names[at]!, ...prompts.rests[at]!].map((id) => table.rowOf(id)));
  return { ids: table.ids, ...padded(texts, length) };
}

/** Tokens of a class's prompt after the context. */
export function suffixLength(prompts: ClassPrompts, at: number): number {
  return prompts.names[at]!.length + prompts.rests[at]!.length;
}

/** Ids in the order they are first asked for, below rows that are learned. */
class Table {
  readonly #rows = new Map<number, number>();
  readonly #learned: number;

  constructor(learned: number) {
    this.#learned = learned;
  }

  get ids(): number[] {
    return [...this.#rows.keys()];
  }

  rowOf(id: number): number {
    const row = this.#rows.get(id) ?? this.#learned + this.#rows.size;
    this.#rows.set(id, row);
    return row;
  }
}

function padded(texts: readonly (readonly number[])[], length: number): Omit<PromptLayout, 'ids'> {
  const rows = new Int32Array(texts.length * length);
  texts.forEach((text, i) => rows.fill(text.at(-1)!, i * length, (i + 1) * length).set(text, i * length));
  return {
    rows: int32([texts.length, length], rows),
    endOfText: int32(
      [texts.length],
      texts.map((text) => text.length - 1),
    ),
  };
}
