import { defineExperiment } from '@shotbench/runner/experiment';

/** A tenth of CoOp's at 16 shots: with all of them the experiment takes ten times as long. */
const EPOCHS = 20;

/** What picto's hand-written prompts begin with. */
const WORDS = 'a pictogram of a';

/**
 * CoOp and its family beside zero-shot and a method on cached features. CoOp is there as it is, with 16 tokens that begin as noise, and with settings searched on the
 * few-shot validation images: the papers found theirs with CLIP's logit scale of 100, which is 19.5 in picto.
 */
export const experiment = defineExperiment({
  title: 'Prompt learning through the text encoder of the built-in model',
  features: ['people-actions', 'subgroups', 'subgroups-emojione', 'subgroups-fxemoji', 'concepts'],
  methods: [
    'zero-shot',
    'clip-adapter',
    { method: 'coop', config: { epochs: EPOCHS } },
    {
      method: 'coop',
      config: { epochs: EPOCHS },
      search: { kind: 'grid', space: { words: [WORDS, null], learningRate: [2e-3, 2e-2] } },
    },
    // Its own 100 epochs, which are as many steps, since its batches are four times as large.
    { method: 'kgcoop', config: { words: WORDS } },
    { method: 'prograd', config: { epochs: EPOCHS, words: WORDS, contextTokens: 8 } },
    // A fifth of the paper's 10: each of them is a pass of the text encoder for every image.
    { method: 'cocoop', config: { epochs: 2, words: WORDS } },
  ],
  shots: [1, 4, 16],
  seeds: [1, 2, 3],
});
