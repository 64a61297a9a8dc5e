import { defineExperiment } from '@shotbench/runner/experiment';

/**
 * What it brings to search a method's settings on the few-shot validation images instead of taking its paper's, which were found on CLIP's features and a logit
 * scale of 100: picto's is 19.5.
 */
export const experiment = defineExperiment({
  title: 'Settings of papers against settings searched on validation images, with the built-in model',
  features: ['people-actions', 'subgroups'],
  methods: [
    'taskres',
    {
      method: 'taskres',
      search: { kind: 'random', trials: 8, space: { alpha: { low: 0.5, high: 16, scale: 'log' } } },
    },
    'clip-adapter',
    { method: 'clip-adapter', search: { kind: 'grid' } },
  ],
  shots: [1, 4, 16],
  seeds: [1, 2, 3],
});
