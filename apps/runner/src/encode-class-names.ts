import {
  type ClipModel,
  type ClipTokenizer,
  type EnsembleConvention,
  fillTemplate,
  loadTokenizer,
  promptNames,
  textClassifier,
  textEncoderProgram,
} from '@shotbench/clip';
import type { JsonValue } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';
import { type ExecutionOptions, int32 } from '@shotbench/tensor';

export interface EncodeClassNamesOptions {
  readonly templates: readonly string[];
  readonly mean: EnsembleConvention;
  readonly execution: ExecutionOptions;
}

/** Texts in a batch; few enough for any machine, and no result depends on it. */
const BATCH = 32;

/**
 * Text features [C, D] of the classes, and what they were made of; undefined, with a line on standard error, where the model
 * folder has no tokenizer.
 */
export async function encodeClassNames(
  model: ClipModel,
  classNames: readonly string[],
  { templates, mean, execution }: EncodeClassNamesOptions,
): Promise<{ rows: Float32Array; source: Record<string, JsonValue> } | undefined> {
  const { contextLength, vocabSize } = model.config.text;
  const tokenizer = tokenizerOf(model, vocabSize);
  if (tokenizer === undefined) return undefined;
  const tokenize = (texts: readonly string[]) => tokenizer.tokenize(texts, { contextLength });
  // Tokens after the longest text's end change nothing, and are most of the context.
  const names = promptNames(classNames);
  const prompts = names.flatMap((name) => templates.map((template) => fillTemplate(template, name)));
  const length = Math.max(...tokenize(prompts).endOfText) + 1;
  const program = await textEncoderProgram(model, { batch: BATCH, length, execution });
  const { rows } = await textClassifier({
    classNames,
    templates,
    convention: mean,
    chunkSize: BATCH,
    async encode(texts) {
      const { ids } = tokenize(texts);
      const features = await program.run(int32([texts.length, contextLength], ids));
      return { rows: features.data as Float32Array, D: model.config.embedDim };
    },
  });
  return { rows, source: { templates: [...templates], mean } };
}

function tokenizerOf({ folder }: ClipModel, vocabSize: number): ClipTokenizer | undefined {
  try {
    return loadTokenizer(folder, { vocabSize });
  } catch (error) {
    if (!(error instanceof ShotbenchError && error.code === 'TOKENIZER_MISSING')) throw error;
    process.stderr.write(`without text features: ${error.message}\n`);
    return undefined;
  }
}
