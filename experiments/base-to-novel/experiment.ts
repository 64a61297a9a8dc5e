import { defineExperiment } from '@shotbench/runner/experiment';

/** As in the experiment `prompt-learning`. */
const EPOCHS = 20;
const WORDS = 'a pictogram of a';

/**
 * Trained on 16 images of each class of the first half of the classes, tested on both halves (CoCoOp, section 4.1). All contexts begin as the words of the hand-written
 * prompts, as in that paper's comparison; one CoOp begins as noise.
 */
export const experiment = defineExperiment({
  title: 'Base-to-novel generalisation of prompt learning with the built-in model',
  evaluation: 'base-to-novel',
  features: ['people-actions', 'subgroups', 'subgroups-emojione', 'subgroups-fxemoji', 'concepts'],
  methods: [
    'zero-shot',
    'clip-adapter',
    { method: 'coop', config: { epochs: EPOCHS, words: WORDS } },
    { method: 'coop', config: { epochs: EPOCHS } },
    { method: 'kgcoop', config: { words: WORDS } },
    { method: 'prograd', config: { epochs: EPOCHS, words: WORDS, contextTokens: 8 } },
    { method: 'cocoop', config: { epochs: 2, words: WORDS } },
  ],
  shots: [16],
  seeds: [1, 2, 3],
});
