import { defineExperiment } from '@shotbench/runner/experiment';

/**
 * Whether the built-in datasets are about what pictures mean: the linear probe on the encoder's features beside the same
 * probe on raw pixels, which an encoder that is worth its name has to beat.
 */
export const experiment = defineExperiment({
  title: 'Linear probe on features of the built-in model and on raw pixels',
  features: ['people-actions', 'people-actions-pixels', 'subgroups', 'subgroups-pixels', 'concepts', 'concepts-pixels'],
  methods: ['linear-probe'],
  shots: [1, 2, 4, 8, 16],
  seeds: [1],
});
