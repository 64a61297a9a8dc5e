import {
  defineMethod,
  linearLogits,
  Random,
  requireText,
  requireTraining,
  requireValidation,
  rowFunction,
  toTensor,
} from '@shotbench/few-shot';
import { float32, tf } from '@shotbench/tensor';

import { bestEpoch } from './best-epoch.ts';
import { type LpPlusPlusConfig, lpPlusPlusConfig } from './config.ts';
import { classSums, initialAlpha, linearBias } from './initial-values.ts';
import { lipschitzSteps } from './lipschitz.ts';
import { oneView } from './one-view.ts';
import { probeLogits } from './probe-logits.ts';
import { trainProbe } from './train-probe.ts';

const methodId = 'lp-plus-plus';

/**
 * LP++ (Huang et al., "LP++: A Surprisingly Strong Linear Probe for Few-Shot CLIP", CVPR 2024): a linear probe whose class weights are blended with the text
 * features by one learned multiplier for each class.
 *
 * Deviation: single precision; the released code trains in half precision.
 */
export const lpPlusPlus = defineMethod<LpPlusPlusConfig>({
  id: methodId,
  title: 'LP++',
  version: 1,
  protocol: { of: ({ selectOn }) => selectOn },
  needs: ['training-images', 'validation-images', 'text-features'],
  usesSeed: true,
  config: lpPlusPlusConfig,

  async fit(task, config, context) {
    context.signal?.throwIfAborted();
    const { execution } = context;
    const { normalized: text } = requireText(task, methodId);
    const train = requireTraining(task, methodId);
    const protocol = config.selectOn;
    const validation =
      protocol !== 'fixed' && requireValidation(task, { methodId, chooses: 'the best epoch', protocol });

    const images = oneView(train, new Random(context.seed));
    const [C, D] = [text.rows, text.columns];
    const cosines = await linearLogits({ weights: text, execution })(images.features); // [N, C]
    const alpha = initialAlpha(cosines, images.labels, config.alphaFactor);
    const stepSizes = lipschitzSteps(images.features, cosines);
    const start = {
      weights: classSums(images, C),
      bias: linearBias(C, D, context.seed),
      alpha: float32([C], new Float32Array(C).fill(alpha)),
    };

    const logits = rowFunction({
      columns: C,
      constants: { ...start, text: toTensor(text) },
      compute: (f, tensors) => probeLogits(f, tf.matMul(f, tensors['text'] as tf.Tensor2D, false, true), tensors), // [B, D] · [D, C] → [B, C]
      execution,
    });
    const watch = validation ? bestEpoch(logits, validation) : undefined;
    const { parameters, losses } = await trainProbe({
      ...config,
      images,
      cosines,
      parameters: start,
      stepSizes,
      execution,
      context,
      ...(watch && { look: (seen, epoch) => watch.look(seen, epoch) }),
    });

    const best = watch?.best();
    const learned = best?.parameters ?? parameters;
    return {
      trainableParameters: C * (D + 2),
      details: {
        ...(best && { epoch: best.epoch, validationAccuracy: best.validationAccuracy }),
        weightStep: stepSizes.weights,
        alphaStep: stepSizes.alpha,
        initialAlpha: alpha,
        epochs: config.epochs,
        finalLoss: losses.at(-1)!,
      },
      logits: (features) => logits(features, learned),
    };
  },
});
