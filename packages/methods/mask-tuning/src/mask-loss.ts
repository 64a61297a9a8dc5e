import type { EncoderModel, WeightLookup } from '@shotbench/clip';
import { batchFeatures, visualWeights } from '@shotbench/image-tuning';
import { type Loss, softmaxCrossEntropy, tf, unitLength } from '@shotbench/tensor';

import { binarized } from './binarized.ts';

type Tensors = Readonly<Record<string, tf.Tensor>>;

export interface MaskLossOptions {
  readonly model: EncoderModel;
  readonly logitScale: number;
  readonly threshold: number;
  readonly penalty: number;
  /** Blocks before the first that has masks, see `batchFeatures`. Default 0. */
  readonly frozenLayers?: number;
}

/** The losses of masks M by weight name; constants are the image encoder's weights and `text`, n(t) [C, D]. */
export interface MaskLosses {
  /** L_ce + w Σ_l ‖M_l‖₂, the norm and not its square as in the released code (`MASK_LOSS`). */
  readonly task: Loss;
  /** −1/B Σ_b Σ_c q_bc log p_bc with the frozen encoder's softmax q on the same images: how far the model is from the pre-trained one. */
  readonly prior: Loss;
  /** Logits [B, C] of a batch's images with masks, or without any. */
  readonly logits: (masks: Tensors | undefined, tensors: Tensors, batch: Tensors) => tf.Tensor2D;
}

export function maskLosses(options: MaskLossOptions): MaskLosses {
  const { model, logitScale, threshold, penalty, frozenLayers = 0 } = options;
  const featuresOf = batchFeatures(model.config, frozenLayers);
  const { lookup } = visualWeights(model);
  const logits: MaskLosses['logits'] = (masks, tensors, batch) => {
    const plain = lookup(tensors);
    const features = unitLength(featuresOf(masks ? masked(plain, masks, threshold) : plain, batch));
    return tf.mul(tf.matMul(features as tf.Tensor2D, tensors['text'] as tf.Tensor2D, false, true), logitScale);
  };
  return {
    logits,
    task: ({ parameters: masks, constants, batch }) => {
      const loss = softmaxCrossEntropy(logits(masks, constants, batch), batch['labels']!);
      if (penalty === 0) return loss;
      const norms = Object.values(masks).map((mask) => tf.sqrt(tf.sum(tf.square(mask))));
      return tf.add(loss, tf.mul(tf.addN(norms), penalty));
    },
    prior: ({ parameters: masks, constants, batch }) => {
      const student = tf.logSoftmax(logits(masks, constants, batch));
      const teacher = tf.softmax(logits(undefined, constants, batch));
      return tf.neg(tf.mean(tf.sum(tf.mul(teacher, student), 1)));
    },
  };
}

/** W ⊙ 1[M > α] for the weights that have a mask. */
function masked(plain: WeightLookup, masks: Tensors, threshold: number): WeightLookup {
  return (name) => {
    const mask = masks[name];
    return mask ? tf.mul(plain(name), binarized(mask, threshold)) : plain(name);
  };
}
