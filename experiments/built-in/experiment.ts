import { defineExperiment } from '@shotbench/runner/experiment';

/**
 * TaskRes adds α·r to rows that the logit scale multiplies. The paper's α = 0.5 belongs to CLIP's scale of 100; picto's is
 * about 19, so the same residual has the same effect on the logits with α = 0.5 · 100/19.
 */
const TASKRES_ALPHA = 2.6;

/**
 * All built-in datasets, domain shifts included, with the built-in model: it runs anywhere without a network. Its numbers say
 * how methods compare on pictograms, and nothing about OpenAI's CLIP. The demonstration is a part of it.
 */
export const experiment = defineExperiment({
  title: 'Zero-shot, linear probe and TaskRes on the built-in datasets with the built-in model',
  features: ['people-actions', 'subgroups', 'subgroups-emojione', 'subgroups-fxemoji', 'subgroups-sketch', 'concepts'],
  methods: ['zero-shot', 'linear-probe', { method: 'taskres', config: { alpha: TASKRES_ALPHA } }],
  shots: [1, 2, 4, 8, 16],
  seeds: [1, 2, 3],
});
