import { ShotbenchError } from '@shotbench/errors';

import { type ClassNameOptions, promptNames } from './class-names.ts';
import { fillTemplate } from './fill-template.ts';

/** A matrix with one row for each text or class. */
export interface TextRows {
  /** [N, D], row after row. */
  readonly rows: Float32Array;
  /** Length of a row. */
  readonly D: number;
}

/**
 * Which text embeddings are normalised before and after templates are averaged. With one template the two differ only in
 * the length of the rows, which still matters where an adapter is added to them.
 */
export type EnsembleConvention =
  /**
   * Each embedding to length 1, then the mean, then that to length 1: CLIP's own ensembles, CoOp's zero-shot baseline
   * (`ZeroshotCLIP2`) and Tip-Adapter (`clip_classifier`).
   */
  | 'mean-of-normalized'
  /**
   * The mean of the embeddings as they come from the encoder; no row is normalised, the method does it: TaskRes and CLAP
   * (`get_base_text_features`).
   */
  | 'mean-of-raw';

export interface TextClassifierOptions extends ClassNameOptions {
  /** C names, in order of the labels. */
  readonly classNames: readonly string[];
  /** T templates with one `{}` each, all different. */
  readonly templates: readonly string[];
  /** Embeds texts, un-normalised. */
  readonly encode: (texts: readonly string[]) => Promise<TextRows>;
  readonly convention: EnsembleConvention;
  /** How many texts are encoded at a time; 64 unless given. It has no effect on the result. */
  readonly chunkSize?: number;
  /** Called after each chunk with the number of texts encoded so far and of all C × T texts. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * The rows of a zero-shot classifier: for each class the average of its prompts' embeddings,
 * n(mean_t n(E(t(c)))) or mean_t E(t(c)) with n(x) = x / ‖x‖₂ (see {@link EnsembleConvention}). Sums are taken in double precision.
 *
 * @returns [C, D]; of length 1 for `mean-of-normalized`, as they come for `mean-of-raw`.
 * @throws ShotbenchError `PROMPT_CLASS`, `PROMPT_TEMPLATE`, `PROMPT_CHUNK`, or `PROMPT_EMBEDDING` where the encoder gives something that is not
 *   finite or has no direction. What `encode` throws is passed on.
 */
export async function textClassifier(options: TextClassifierOptions): Promise<TextRows> {
  const { templates, encode, convention, chunkSize = 64, onProgress } = options;
  const names = promptNames(options.classNames, options);
  checkTemplates(templates);
  if (!Number.isInteger(chunkSize) || chunkSize < 1) {
    throw new ShotbenchError('PROMPT_CHUNK', `chunks have ${chunkSize} texts; expected a whole number from 1 on`);
  }
  const [C, T] = [names.length, templates.length];
  const promptAt = (i: number): string => fillTemplate(templates[i % T]!, names[Math.floor(i / T)]!);

  let sums = new Float64Array(0); // [C, D]
  let D = 0;
  for (let begin = 0; begin < C * T; begin += chunkSize) {
    const texts = Array.from({ length: Math.min(chunkSize, C * T - begin) }, (_, i) => promptAt(begin + i));
    const embedded = await encode(texts);
    if (begin === 0) {
      D = embedded.D;
      sums = new Float64Array(C * D);
    }
    checkShape(embedded, texts.length, D);
    for (const [i, text] of texts.entries()) {
      const row = embedded.rows.subarray(i * D, (i + 1) * D);
      const length = lengthOf(row, text);
      const scale = convention === 'mean-of-normalized' ? 1 / (length * T) : 1 / T;
      const at = Math.floor((begin + i) / T) * D;
      for (let d = 0; d < D; d++) sums[at + d]! += row[d]! * scale;
    }
    onProgress?.(begin + texts.length, C * T);
  }
  if (convention === 'mean-of-normalized') normalizeRows(sums, D, names);
  return { rows: Float32Array.from(sums), D };
}

function checkTemplates(templates: readonly string[]): void {
  if (templates.length === 0) {
    throw new ShotbenchError(
      'PROMPT_TEMPLATE',
      'there are no templates; expected at least one, such as "a photo of a {}."',
    );
  }
  for (const [at, template] of templates.entries()) {
    fillTemplate(template, '');
    if (templates.indexOf(template) === at) continue;
    throw new ShotbenchError(
      'PROMPT_TEMPLATE',
      `template ${JSON.stringify(template)} is listed twice and would count twice; expected templates that differ; remove one`,
    );
  }
}

/** The encoder is the caller's, so a wrong shape is a bug and no user's mistake. */
function checkShape({ rows, D }: TextRows, count: number, expectedD: number): void {
  if (D !== expectedD || D < 1 || rows.length !== count * D) {
    throw new TypeError(
      `encode gave ${rows.length} values in rows of ${D} for ${count} texts; expected rows of ${expectedD}`,
    );
  }
}

/** ‖row‖₂ of a text's embedding. */
function lengthOf(row: Float32Array, text: string): number {
  let sum = 0;
  for (const value of row) sum += value * value;
  if (sum > 0 && sum < Infinity) return Math.sqrt(sum);
  throw new ShotbenchError(
    'PROMPT_EMBEDDING',
    `the embedding of ${JSON.stringify(text)} has length ${Math.sqrt(sum)}; expected finite numbers that are not all zero; check the weights of the text encoder`,
  );
}

function normalizeRows(rows: Float64Array, D: number, names: readonly string[]): void {
  for (const [c, name] of names.entries()) {
    const row = rows.subarray(c * D, (c + 1) * D);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (length === 0) {
      throw new ShotbenchError(
        'PROMPT_EMBEDDING',
        `the embeddings of class ${JSON.stringify(name)} cancel out; expected a mean that is not zero; check the weights of the text encoder`,
      );
    }
    for (let d = 0; d < D; d++) row[d]! /= length;
  }
}
