import { defineExperiment } from '@shotbench/runner/experiment';

/**
 * What VPT-deep needs on the built-in model, whose layers, images and logit scale are smaller than those that the released settings are for. Compared on the few-shot
 * validation images alone. The experiment `mask-tuning` chooses among three such settings, `apex` has one of them.
 */
export const experiment = defineExperiment({
  title: 'VPT-deep: settings of its paper against settings searched on validation images, with the built-in model',
  features: ['people-actions'],
  methods: [
    'vpt-deep',
    {
      method: 'vpt-deep',
      config: { epochs: 20, cropScale: 0.5 },
      search: {
        kind: 'grid',
        space: { batchSize: [4, 16], learningRate: [0.1, 0.03], promptTokens: [32, 16] },
      },
    },
  ],
  shots: [16],
  seeds: [1],
});
