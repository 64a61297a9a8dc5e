import { defineExperiment } from '@shotbench/runner/experiment';

import { importSynthetic, type SyntheticSet } from './synthetic-features.ts';

const CLASS_NAMES =
  'anchor arrow bell bolt circle cloud cross diamond drop heart hexagon key leaf moon ring square star sun triangle wave'.split(
    ' ',
  );

/** One set where texts say much and images little, one where it is the other way round. */
const SETS: readonly SyntheticSet[] = [
  { name: 'synthetic-good-text', seed: 1, classNames: CLASS_NAMES, imageSpread: 3, textSpread: 0.8 },
  { name: 'synthetic-poor-text', seed: 2, classNames: CLASS_NAMES, imageSpread: 2.4, textSpread: 2 },
];

/** A sweep that runs anywhere in seconds, on synthetic features that this folder draws. Its numbers say nothing about CLIP. */
export const experiment = defineExperiment({
  title: 'Demonstration on synthetic features',
  features: SETS.map(({ name }) => name),
  methods: ['zero-shot', 'linear-probe', 'taskres'],
  shots: [1, 2, 4, 8, 16],
  seeds: [1, 2, 3],
  prepare(cache) {
    for (const set of SETS) importSynthetic(cache, set);
  },
});
