import { defineMethod, requireText, requireTraining } from '@shotbench/few-shot';

import { blendedLogits } from './blended-logits.ts';
import { buildCache } from './cache-model.ts';
import { chooseBlend, imagesToChooseOn } from './choose-blend.ts';
import { type TipAdapterConfig, tipAdapterConfig } from './config.ts';

const methodId = 'tip-adapter';

/**
 * Tip-Adapter (Zhang et al., "Tip-Adapter: Training-free Adaption of CLIP for Few-shot Classification", ECCV 2022): nothing is trained;
 * the training images become the keys of a cache.
 */
export const tipAdapter = defineMethod<TipAdapterConfig>({
  id: methodId,
  title: 'Tip-Adapter',
  version: 1,
  protocol: { of: ({ selectOn }) => selectOn },
  needs: ['training-images', 'validation-images', 'text-features'],
  usesSeed: false,
  config: tipAdapterConfig,

  async fit(task, config, context) {
    context.signal?.throwIfAborted();
    const { normalized: text } = requireText(task, methodId);
    const { mean, labels } = requireTraining(task, methodId);
    const images = imagesToChooseOn(task, methodId, config.selectOn);
    const cache = buildCache(mean, labels, task.classNames.length);
    const model = { cache, text, logitScale: task.logitScale };
    const { blend, details } = await chooseBlend(model, { images, config, context });
    return { trainableParameters: 0, details, logits: blendedLogits(model, blend, context.execution) };
  },
});
