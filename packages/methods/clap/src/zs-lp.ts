import { aroundTraining, defineMethod } from '@shotbench/few-shot';

import { type ZsLpConfig, zsLpConfig } from './config.ts';
import { probeClassifier, probeOf } from './probe.ts';
import { weightTraining } from './train-weights.ts';

/**
 * ZS-LP (Silva-Rodríguez et al., "A Closer Look at the Few-Shot Adaptation of Large Vision-Language Models", CVPR 2024): a linear classifier of
 * unit weights that starts at the text features and is trained on the images' cross-entropy alone.
 */
export const zsLp = defineMethod<ZsLpConfig>({
  id: 'zs-lp',
  title: 'ZS-LP',
  version: 2,
  protocol: 'fixed',
  needs: ['training-images', 'text-features'],
  usesSeed: true,
  config: zsLpConfig,

  ...aroundTraining<ZsLpConfig>((task, config, context) => ({
    training: weightTraining(probeOf('zs-lp', task, config, context)),
    finish: (trained) => probeClassifier(task, trained, context),
  })),
});
