import { defineExperiment } from '@shotbench/runner/experiment';

/** About the norm of CLIP ViT-B/32's text features, which stored unit rows have lost: ZS-LP and CLAP train un-normalised ones. */
const TEXT_NORM = 9;

/**
 * Every method that lives on cached features, in its paper's settings, on real CLIP ViT-B/32 features of three datasets, over the shot counts
 * that papers plot. Import the feature sets under these names first.
 */
export const experiment = defineExperiment({
  title: 'Methods on cached CLIP ViT-B/32 features of DTD, Oxford Pets and Caltech101',
  features: ['dtd', 'oxford-pets', 'caltech101'],
  methods: [
    'zero-shot',
    'linear-probe',
    'clip-adapter',
    'tip-adapter',
    'tip-adapter-f',
    'taskres',
    { method: 'zs-lp', config: { textNorm: TEXT_NORM } },
    { method: 'clap', config: { textNorm: TEXT_NORM } },
    'lp-plus-plus',
    'gda',
    'cross-modal',
  ],
  shots: [1, 2, 4, 8, 16],
  seeds: [1, 2, 3],
});
