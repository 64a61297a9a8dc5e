import { defineExperiment } from '@shotbench/runner/experiment';

/** A quarter of the papers' at 16 shots. picto's text encoder is small enough for its contexts to have settled by then. */
const EPOCHS = 50;

/**
 * CoOp and its family beside zero-shot and a method on cached features. CoOp's settings are searched on the few-shot validation images: papers found theirs with
 * CLIP's logit scale of 100, which is 19.5 in picto.
 */
export const experiment = defineExperiment({
  title: 'Prompt learning through the text encoder of the built-in model',
  features: ['people-actions', 'subgroups', 'subgroups-emojione', 'subgroups-fxemoji', 'concepts'],
  methods: [
    'zero-shot',
    'clip-adapter',
    {
      method: 'coop',
      config: { epochs: EPOCHS },
      search: { kind: 'grid', space: { learningRate: [2e-3, 2e-2], contextTokens: [16, 4] } },
    },
    { method: 'coop', config: { epochs: EPOCHS } },
    { method: 'kgcoop', config: { epochs: EPOCHS } },
    { method: 'prograd', config: { epochs: EPOCHS, contextTokens: 8 } },
    'cocoop',
  ],
  shots: [1, 4, 16],
  seeds: [1, 2, 3],
});
