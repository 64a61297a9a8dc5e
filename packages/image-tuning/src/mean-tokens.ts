import { imageEncoder } from '@shotbench/clip';
import { type FewShotTask, requireImages, requireTraining } from '@shotbench/few-shot';
import { type ExecutionOptions, float32, type HostTensor, tf } from '@shotbench/tensor';

import { imageFunction } from './image-function.ts';
import { visionTransformerOf } from './vision-transformer-of.ts';
import { visualWeights } from './visual-weights.ts';

export interface MeanTokensOptions {
  readonly methodId: string;
  /** J, the first layers. */
  readonly layers: number;
  readonly execution: ExecutionOptions;
}

/** Images that are in memory at a time. */
const AT_A_TIME = 64;

/**
 * The mean of what the image encoder has for the patches of the task's training images where prompts enter: after the positional embedding, then at the input
 * of each further block. A prototype in the sense of Y. Wang et al., "Revisiting the Power of Prompt for Visual Tuning", ICML 2024, the simplest of those that they compare.
 *
 * @returns J tensors [W].
 * @throws ShotbenchError `TASK_WITHOUT_IMAGES`, `TASK_WITHOUT_TRAINING`, `PROMPTS_RESNET`.
 */
export async function meanTokens(task: FewShotTask, options: MeanTokensOptions): Promise<HostTensor[]> {
  const { methodId, layers, execution } = options;
  const { images, model } = requireImages(task, methodId);
  const { width } = visionTransformerOf(model, methodId);
  const count = requireTraining(task, methodId).labels.length;
  const encodeImage = imageEncoder(model.config);
  const { inputs, lookup } = visualWeights(model);
  const patchMeans = imageFunction({
    columns: layers * width,
    constants: inputs,
    compute(pixels, tensors) {
      const entering: tf.Tensor[] = [];
      encodeImage(lookup(tensors), pixels, {
        hooks: {
          observe: (name, tokens) => {
            if (name === 'embed') entering[0] = tokens;
          },
          enter: (tokens, layer) => {
            if (layer > 0) entering[layer] = tokens;
            return tokens;
          },
        },
      });
      return tf.concat(entering.slice(0, layers).map(meanOfPatches), 1); // [B, J · W]
    },
    execution,
  });

  // Summed as they come: those of ImageNet at 16 shots would take 590 MB.
  const sums = new Float64Array(layers * width);
  for (let start = 0; start < count; start += AT_A_TIME) {
    const rows = Array.from({ length: Math.min(AT_A_TIME, count - start) }, (_, i) => start + i);
    const { data } = await patchMeans(await images.centre(rows));
    for (let i = 0; i < data.length; i++) sums[i % sums.length]! += data[i]!;
  }
  const means = Float32Array.from(sums, (sum) => sum / count);
  return Array.from({ length: layers }, (_, layer) =>
    float32([width], means.subarray(layer * width, (layer + 1) * width)),
  );
}

/** [T, B, W] → [B, W], without the class token. */
function meanOfPatches(tokens: tf.Tensor): tf.Tensor {
  const [T, B, W] = tokens.shape as [number, number, number];
  return tf.mean(tf.slice(tokens, [1, 0, 0], [T - 1, B, W]), 0);
}
