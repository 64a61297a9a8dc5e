import { defineExperiment } from '@shotbench/runner/experiment';

/**
 * Every method that lives on cached features, in its paper's settings, on real CLIP ViT-B/32 features of three datasets, over the shot counts
 * that papers plot. Import the feature sets under these names first.
 */
export const experiment = defineExperiment({
  title: 'Methods on cached CLIP ViT-B/32 features of DTD, Oxford Pets and Caltech101',
  features: ['dtd', 'oxford-pets', 'caltech101'],
  methods: ['zero-shot', 'linear-probe', 'taskres'],
  shots: [1, 2, 4, 8, 16],
  seeds: [1, 2, 3],
});
