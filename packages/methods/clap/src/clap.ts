import { aroundTraining, defineMethod, requireText } from '@shotbench/few-shot';

import { type ClapConfig, clapConfig } from './config.ts';
import { zeroShotMultipliers } from './multipliers.ts';
import { probeClassifier, probeOf } from './probe.ts';
import { weightTraining } from './train-weights.ts';
import { trainWithOuterSteps } from './train-with-outer-steps.ts';

/**
 * CLAP, class-adaptive linear probing (the same paper): ZS-LP whose weights are held near the text features, more so for classes
 * that zero-shot CLIP already knows.
 */
export const clap = defineMethod<ClapConfig>({
  id: 'clap',
  title: 'CLAP',
  version: 2,
  protocol: 'fixed',
  needs: ['training-images', 'text-features'],
  usesSeed: true,
  config: clapConfig,

  ...aroundTraining<ClapConfig>(async (task, config, context) => {
    const probe = probeOf('clap', task, config, context);
    const multipliers = await zeroShotMultipliers(task.train, {
      text: requireText(task, 'clap').normalized,
      logitScale: task.logitScale,
      execution: context.execution,
    });
    const lambdaMean = mean(multipliers);
    if (config.multipliers === 'fixed') {
      return {
        training: weightTraining({ ...probe, multipliers }),
        finish: (trained) => probeClassifier(task, trained, context, { lambdaMean }),
      };
    }
    return {
      async fit() {
        const trained = await trainWithOuterSteps({ ...probe, multipliers });
        const details = { lambdaMean, finalLambdaMean: mean(trained.multipliers) };
        return probeClassifier(task, trained, context, details);
      },
    };
  }),
});

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
