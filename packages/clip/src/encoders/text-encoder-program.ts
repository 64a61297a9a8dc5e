import { ShotbenchError } from '@shotbench/errors';
import { compile, type ExecutionOptions, type HostTensor, int32, resolveExecution, specsOf } from '@shotbench/tensor';

import { filledUp, firstColumns, firstRows } from './batch-rows.ts';
import type { EncoderModel } from './encoder-model.ts';
import { weightsAsInputs } from './model-inputs.ts';
import { textEncoder } from './text-encoder.ts';
import { endOfText, textLength } from './text-length.ts';

export interface TextEncoderProgramOptions {
  /** Texts in one run, C. */
  readonly batch: number;
  /**
   * Tokens of each text that are computed, L: at least {@link textLength} of the texts to come, which gives exactly the
   * features of the whole context at a fraction of the time. Default: the context length.
   */
  readonly length?: number;
  readonly execution?: ExecutionOptions;
}

/** A text encoder ready to run. */
export interface TextEncoderProgram {
  /**
   * @param ids int32 [n, T] with n from 1 to the batch size (fewer than that take as long) and T from L on.
   * @returns features [n, D], not normalised.
   * @throws ShotbenchError `CLIP_TEXT_SHAPE` for ids of another shape, `CLIP_TEXT_END` for a text that does not end within L
   *   tokens.
   */
  run(ids: HostTensor): Promise<HostTensor>;
}

/**
 * Makes a text encoder for one batch size and one length of texts.
 *
 * ```ts
 * const length = textLength(endOfText(ids.data, 77, model.config.eosTokenId))
 * const encoder = await textEncoderProgram(model, { batch: 64, length })
 * const features = await encoder.run(ids) // [64, 77] → [64, D]
 * ```
 */
export async function textEncoderProgram(
  { config, weights }: EncoderModel,
  options: TextEncoderProgramOptions,
): Promise<TextEncoderProgram> {
  const { batch, length = config.text.contextLength } = options;
  const execution = await resolveExecution(options.execution);
  const own = [...weights].filter(([name]) => !name.startsWith('visual.') && name !== 'logit_scale');
  const { inputs, lookup } = weightsAsInputs(new Map(own));

  const encode = textEncoder(config);
  const program = await compile(
    (tensors) => ({ features: encode(lookup(tensors), { ids: tensors.ids, endOfText: tensors.ends }) }),
    {
      ...specsOf(inputs),
      ids: { dtype: 'int32', shape: [batch, length] },
      ends: { dtype: 'int32', shape: [batch] },
    } as const,
    execution,
  );
  return {
    async run(ids) {
      const [count, width] = checkedShape(ids, batch, length);
      const ends = endOfText(ids.data, width, config.eosTokenId);
      checkEnds(ends, length);
      const { features } = await program.run({
        ...inputs,
        ids: filledUp(firstColumns(ids, length), batch),
        ends: filledUp(int32([count], ends), batch),
      });
      return firstRows(features, count);
    },
  };
}

function checkedShape({ dtype, shape }: HostTensor, batch: number, length: number): readonly [number, number] {
  const [count = 0, width = 0] = shape;
  if (dtype === 'int32' && shape.length === 2 && count >= 1 && count <= batch && width >= length) return [count, width];
  throw new ShotbenchError(
    'CLIP_TEXT_SHAPE',
    `texts of ${dtype} [${shape.join(', ')}] do not fit the text encoder; expected int32 [n, T] with n from 1 to ${batch} and T from ${length} on; ` +
      'tokenize them for this model and pass them batch by batch',
  );
}

function checkEnds(ends: Int32Array, length: number): void {
  const late = ends.findIndex((end) => end >= length);
  if (late < 0) return;
  throw new ShotbenchError(
    'CLIP_TEXT_END',
    `text ${late + 1} ends at token ${ends[late]! + 1}, but the text encoder was made for ${length} tokens; expected all texts to end within them; ` +
      `make it for textLength(ends) = ${textLength(ends)}`,
  );
}
