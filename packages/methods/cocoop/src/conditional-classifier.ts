import { type Classifier, type FitContext, matrix, normalizeRows, rowFunction, rowsOf } from '@shotbench/few-shot';
import { chunkPrograms, type PromptEncoder } from '@shotbench/prompt-learning';
import { float32, type HostTensor } from '@shotbench/tensor';

import { metaNet } from './meta-net.ts';

export interface ConditionalParts {
  readonly parameters: Readonly<Record<string, HostTensor>>;
  readonly encoderFor: (classNames: readonly string[]) => PromptEncoder;
  readonly details: Classifier['details'];
  readonly logitScale: number;
  readonly context: FitContext;
}

/** Classifies each image with prompts of its own: one pass of the text encoder for each image. */
export function conditionalClassifier(parts: ConditionalParts, classNames: readonly string[]): Classifier {
  const { parameters, encoderFor, details, logitScale, context } = parts;
  const { context: v, ...layers } = parameters as { context: HostTensor } & Record<string, HostTensor>;
  const width = v.shape[1]!;
  const shifts = rowFunction({ columns: width, constants: layers, compute: metaNet, execution: context.execution });
  const programs = chunkPrograms(encoderFor(classNames), context.execution);
  return {
    trainableParameters: Object.values(parameters).reduce((sum, { data }) => sum + data.length, 0),
    details,
    async logits(features) {
      const shift = await shifts(features);
      const logits = new Float32Array(features.rows * classNames.length);
      for (let row = 0; row < features.rows; row++) {
        context.signal?.throwIfAborted();
        const own = Float32Array.from(v.data, (value, i) => value + shift.data[row * width + (i % width)]!);
        const { shape, data } = await programs.encode(float32(v.shape, own));
        const text = normalizeRows(matrix(data as Float32Array, shape[1]!));
        const f = rowsOf(features, row, row + 1).data;
        classNames.forEach((_, c) => {
          const t = text.data.subarray(c * text.columns, (c + 1) * text.columns);
          logits[row * classNames.length + c] = logitScale * t.reduce((sum, value, d) => sum + value * f[d]!, 0);
        });
      }
      return matrix(logits, classNames.length);
    },
    forClasses: ({ classNames: others }) => Promise.resolve(conditionalClassifier(parts, others)),
  };
}
