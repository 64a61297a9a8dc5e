import { accuracy, defineMethod, predict, requireTraining, requireValidation } from '@shotbench/few-shot';

import { type LinearProbeConfig, linearProbeConfig } from './config.ts';
import { logisticRegression } from './logistic-regression.ts';
import { searchStrength } from './strength-search.ts';

/**
 * Linear-probe CLIP in CoOp's protocol (Zhou et al., IJCV 2022; `lpclip/linear_probe.py`): L-BFGS logistic regression on image
 * features, C chosen on the min(K, 4)-shot validation set.
 *
 * Deviation: the reference file takes un-normalised features; the task's features have unit length.
 */
export const linearProbe = defineMethod<LinearProbeConfig>({
  id: 'linear-probe',
  title: 'Linear probe',
  version: 1,
  protocol: 'few-shot-val',
  needs: ['training-images', 'validation-images'],
  usesSeed: false,
  config: linearProbeConfig,

  async fit(task, config, { execution, onProgress, signal }) {
    signal?.throwIfAborted();
    const validation = requireValidation(task, { methodId: 'linear-probe', chooses: 'C', protocol: 'few-shot-val' });
    const { centre: features, labels } = requireTraining(task, 'linear-probe');
    const data = { features, labels, classes: task.classNames.length };
    const fitWith = await logisticRegression(data, execution, {
      maxIterations: config.maxIterations,
      gradientTolerance: config.tolerance,
      ...(signal && { signal }),
    });
    const { chosen, trials } = await searchStrength(
      async (inverseStrength) => {
        const fit = await fitWith(inverseStrength);
        const predictions = predict(await fit.logits(validation.features));
        return { inverseStrength, validationAccuracy: accuracy(predictions, validation.labels), fit };
      },
      {
        grid: config.grid,
        searchSteps: config.searchSteps,
        onFit: (done, atMost) =>
          onProgress?.({ fraction: done / atMost, note: `fit ${done + 1} of at most ${atMost}` }),
      },
    );
    return {
      trainableParameters: data.classes * (features.columns + 1),
      details: {
        inverseStrength: chosen.inverseStrength,
        validationAccuracy: chosen.validationAccuracy,
        iterations: chosen.fit.iterations,
        stoppedBy: chosen.fit.reason,
        trials: trials.map((t) => ({ inverseStrength: t.inverseStrength, validationAccuracy: t.validationAccuracy })),
      },
      logits: (rows) => chosen.fit.logits(rows),
    };
  },
});
