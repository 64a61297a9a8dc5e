import { defineExperiment } from '@shotbench/runner/experiment';

/** A quarter of CoOp's at 16 shots, as in the experiment `prompt-learning`. */
const EPOCHS = 50;

/**
 * Trained on 16 images of each class of the first half of the classes, tested on both halves (CoCoOp, section 4.1). Prompts begin as "a photo of a", as in that
 * paper's comparison.
 */
export const experiment = defineExperiment({
  title: 'Base-to-novel generalisation of prompt learning with the built-in model',
  evaluation: 'base-to-novel',
  features: ['people-actions', 'subgroups', 'subgroups-emojione', 'subgroups-fxemoji', 'concepts'],
  methods: [
    'zero-shot',
    'clip-adapter',
    { method: 'coop', config: { epochs: EPOCHS, words: 'a photo of a' } },
    { method: 'kgcoop', config: { epochs: EPOCHS } },
    { method: 'prograd', config: { epochs: EPOCHS, contextTokens: 8 } },
    'cocoop',
  ],
  shots: [16],
  seeds: [1, 2, 3],
});
