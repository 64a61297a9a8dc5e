import { defineExperiment } from '@shotbench/runner/experiment';

/** What picto's hand-written prompts begin with. */
const WORDS = 'a pictogram';

/** The last candidate of the experiment `mask-tuning`, and what APEX has there. */
const VPT = { promptTokens: 32, learningRate: 0.1, epochs: 20, cropScale: 0.5 };
const APEX = { words: WORDS, epochs: 8, cropScale: 0.5 };

/**
 * APEX's base-to-novel table (its table 2) with the built-in model: trained on 16 images of each class of the first half, tested on both halves. With
 * `--features … --model PATH --images SET=FOLDER` it is the same on a real CLIP.
 */
export const experiment = defineExperiment({
  title: "APEX's base-to-novel table, with the built-in model",
  evaluation: 'base-to-novel',
  features: ['people-actions', 'subgroups', 'concepts'],
  methods: [
    'zero-shot',
    'clip-adapter',
    { method: 'cocoop', config: { epochs: 2, words: `${WORDS} of a` } },
    { method: 'prograd', config: { epochs: 20, words: `${WORDS} of a`, contextTokens: 8 } },
    { method: 'vpt-deep', config: VPT },
    { method: 'maple', config: { words: `${WORDS} of a`, cropScale: 0.5 } },
    'apex-text',
    { method: 'apex', config: APEX },
    { method: 'apex', config: { ...APEX, textPrompt: 'fixed' } },
  ],
  shots: [16],
  seeds: [1, 2, 3],
});
