import { defineExperiment } from '@shotbench/runner/experiment';

/**
 * What VPT-deep needs on the built-in model, whose layers, images and logit scale are smaller than those that the released settings are for. Compared on the few-shot
 * validation images alone: the main candidates for what the experiments `mask-tuning` and `apex` have.
 */
export const experiment = defineExperiment({
  title: 'VPT-deep: settings of its paper against settings searched on validation images, with the built-in model',
  features: ['people-actions'],
  methods: [
    'vpt-deep',
    {
      method: 'vpt-deep',
      config: { epochs: 20, batchSize: 16, cropScale: 0.5 },
      search: {
        kind: 'grid',
        space: { learningRate: [0.3, 0.03], promptTokens: [16, 4], weightDecay: [5e-3, 5e-4] },
      },
    },
  ],
  shots: [16],
  seeds: [1],
});
