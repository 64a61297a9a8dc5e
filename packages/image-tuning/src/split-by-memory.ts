import type { ClipConfig, VitConfig } from '@shotbench/clip';
import type { Split } from '@shotbench/tensor';

/** Bytes that the images of a part may take inside the encoder, beside weights, gradients and optimiser. */
const BUDGET = 2 * 2 ** 30;

/**
 * How batches of images are cut for training inside an image encoder: into parts of the largest power of two of images whose activations fit into 2 GiB,
 * but at least one. Decided by the model's sizes alone, never by the machine, since where a batch is cut shows in the last bits of the result. Powers of two
 * cut the usual batches evenly. A ResNet, into which no method trains, is not cut.
 *
 * @param images the name of the batch's tensor with a row for each image.
 * @returns undefined where nothing is to be cut.
 */
export function splitByMemory({ vision }: Pick<ClipConfig, 'vision'>, images = 'pixels'): Split | undefined {
  if (vision.kind !== 'vit') return undefined;
  const rows = 2 ** Math.floor(Math.log2(BUDGET / activationBytes(vision)));
  return { rows: Math.max(1, rows), of: [images, 'labels'] };
}

/**
 * What an image takes from its forward pass until the backward pass is over, in float32: for each token of each block four rows of the width (queries, keys,
 * values and what attention gives), three of the MLP's (before, within and after its activation), and the weights of attention, T of each head. ViT-B/16
 * comes to 0.129 GiB; steps of VPT and R-AMT grew by 0.127 GiB an image.
 */
export function activationBytes({ imageSize, patchSize, width, mlpWidth, heads, layers }: VitConfig): number {
  const tokens = (imageSize / patchSize) ** 2 + 1;
  return 4 * layers * tokens * (4 * width + 3 * mlpWidth + heads * tokens);
}
