import { defineMethod, linearLogits, requireTraining } from '@shotbench/few-shot';

import { type GdaImageConfig, gdaImageConfig } from './config.ts';
import { gaussianDiscriminant } from './discriminant.ts';

const methodId = 'gda-image';

/** The image part of GDA alone, f Wᵀ + b: nothing is chosen and no text is needed, so it serves feature sets without text too. */
export const gdaImage = defineMethod<GdaImageConfig>({
  id: methodId,
  title: 'GDA (images only)',
  version: 1,
  protocol: 'fixed',
  needs: ['training-images'],
  usesSeed: false,
  config: gdaImageConfig,

  async fit(task, _config, context) {
    context.signal?.throwIfAborted();
    const train = requireTraining(task, methodId);
    const { weights, bias, covarianceTrace } = await gaussianDiscriminant(train, task.classNames.length, context);
    return {
      trainableParameters: 0,
      details: { covarianceTrace },
      logits: linearLogits({ weights, bias, execution: context.execution }),
    };
  },
});
