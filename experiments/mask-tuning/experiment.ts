import { defineExperiment } from '@shotbench/runner/experiment';

/**
 * R-AMT's comparison at 16 shots (its few-shot figure: zero-shot, linear probe, CoOp, Tip-Adapter, VPT-deep, AMT, R-AMT) with the built-in model. With
 * `--features … --model PATH --images SET=FOLDER` it is the same on a real CLIP.
 */
export const experiment = defineExperiment({
  title: "R-AMT's few-shot comparison at 16 shots, with the built-in model",
  features: ['people-actions', 'subgroups', 'concepts'],
  methods: [
    'zero-shot',
    'linear-probe',
    // A tenth of CoOp's epochs, as in the experiment `prompt-learning`.
    { method: 'coop', config: { epochs: 20 } },
    'tip-adapter',
    'vpt-deep',
    'amt',
    'r-amt',
  ],
  shots: [16],
  seeds: [1, 2, 3],
});
