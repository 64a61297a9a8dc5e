import { defineMethod, requireText, requireTraining, requireValidation } from '@shotbench/few-shot';

import { chooseAlpha } from './choose-alpha.ts';
import { type GdaConfig, gdaConfig } from './config.ts';
import { gaussianDiscriminant } from './discriminant.ts';
import { gdaLogits } from './gda-logits.ts';

const methodId = 'gda';

/**
 * GDA (Wang et al., "A Hard-to-Beat Baseline for Training-Free CLIP-Based Adaptation", ICLR 2024): nothing is trained; the discriminant of one Gaussian for
 * each class, all of one covariance, is added to the zero-shot logits.
 */
export const gda = defineMethod<GdaConfig>({
  id: methodId,
  title: 'GDA',
  version: 1,
  protocol: { of: ({ selectOn }) => selectOn },
  needs: ['training-images', 'validation-images', 'text-features'],
  usesSeed: false,
  config: gdaConfig,

  async fit(task, config, context) {
    context.signal?.throwIfAborted();
    const { normalized: text } = requireText(task, methodId);
    const train = requireTraining(task, methodId);
    const protocol = config.selectOn;
    const images = protocol !== 'fixed' && requireValidation(task, { methodId, chooses: 'α', protocol });
    const discriminant = await gaussianDiscriminant(train, task.classNames.length, context);
    const logits = gdaLogits({ text, discriminant, logitScale: task.logitScale, execution: context.execution });
    const choice = images ? await chooseAlpha(logits, images, config) : { alpha: config.alpha };
    return {
      trainableParameters: 0,
      details: { ...choice, covarianceTrace: discriminant.covarianceTrace },
      logits: (features) => logits(choice.alpha, features),
    };
  },
});
