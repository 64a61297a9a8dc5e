import {
  type ClipTokenizer,
  type EnsembleConvention,
  fillTemplate,
  loadTokenizer,
  promptNames,
  textClassifier,
} from '@shotbench/clip';
import type { JsonValue } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';

import type { ModelSource } from './model-source/model-source.ts';

export interface EncodeClassNamesOptions {
  readonly templates: readonly string[];
  readonly mean: EnsembleConvention;
  readonly threads: number;
  /** Whether names may repeat. */
  readonly duplicates: 'refuse' | 'allow';
}

/** Texts in a batch; few enough for any machine, and no result depends on it. */
const BATCH = 32;

/**
 * Text features [C, D] of the classes, and what they were made of; undefined, with a line on standard error, where the model
 * folder has no tokenizer or the model no text encoder.
 */
export async function encodeClassNames(
  model: ModelSource,
  classNames: readonly string[],
  { templates, mean, threads, duplicates }: EncodeClassNamesOptions,
): Promise<{ rows: Float32Array; source: Record<string, JsonValue> } | undefined> {
  const { contextLength } = model;
  if (contextLength === 0) return undefined;
  const tokenizer = tokenizerOf(model);
  if (tokenizer === undefined) return undefined;
  const tokenize = (texts: readonly string[]) => tokenizer.tokenize(texts, { contextLength });
  // Tokens after the longest text's end change nothing, and are most of the context.
  const names = promptNames(classNames, { duplicates });
  const prompts = names.flatMap((name) => templates.map((template) => fillTemplate(template, name)));
  const length = Math.max(...tokenize(prompts).endOfText) + 1;
  const encoder = await model.textEncoder({ batch: BATCH, length, threads });
  if (encoder === undefined) {
    process.stderr.write(`without text features: ${model.folder} has no text encoder\n`);
    return undefined;
  }
  const { rows } = await textClassifier({
    classNames,
    duplicates,
    templates,
    convention: mean,
    chunkSize: BATCH,
    encode: (texts) => encoder(tokenize(texts).ids, texts.length),
  });
  return { rows, source: { templates: [...templates], mean } };
}

function tokenizerOf({ folder, vocabSize }: ModelSource): ClipTokenizer | undefined {
  try {
    return loadTokenizer(folder, vocabSize === undefined ? {} : { vocabSize });
  } catch (error) {
    if (!(error instanceof ShotbenchError && error.code === 'TOKENIZER_MISSING')) throw error;
    process.stderr.write(`without text features: ${error.message}\n`);
    return undefined;
  }
}
