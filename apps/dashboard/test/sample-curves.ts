import type { Tracker } from '@shotbench/tracker';

import { record, recordSeeds } from './sample-results.ts';

/** Zero-shot accuracy by dataset, as they are called in papers' tables. */
const DATASETS: Readonly<Record<string, number>> = {
  caltech101: 86,
  dtd: 42.3,
  eurosat: 37.6,
  'fgvc-aircraft': 17.2,
  food101: 77.3,
  imagenet: 58.2,
  'oxford-flowers': 66,
  'oxford-pets': 85.8,
  'stanford-cars': 55.7,
  sun397: 58.5,
  ucf101: 61.5,
};
export const SHOTS = [1, 2, 4, 8, 16];

/** What a method gains on zero-shot, in points: with one shot, and with each doubling on a dataset where there is most to gain. */
const GAINS: Readonly<Record<string, readonly [number, number]>> = {
  taskres: [3.2, 4],
  'tip-adapter-f': [2.4, 4.6],
  coop: [-2.5, 5.4],
  'clip-adapter': [1, 2.7],
  'linear-probe': [-24, 11.4],
};

/** Six methods on some of the papers' datasets, on RN50: three seeds each, and zero-shot, which needs no shots. */
export function fillCurves(tracker: Tracker, datasets: readonly string[] = ['dtd', 'eurosat', 'oxford-pets']): void {
  for (const dataset of datasets) {
    const base = DATASETS[dataset]!;
    record(tracker, base, { dataset, method: 'zero-shot', shots: 0, seed: null });
    for (const [method, [first, slope]] of Object.entries(GAINS)) {
      for (const shots of SHOTS) {
        const gain = first + slope * Math.log2(shots);
        // Nothing falls below 0 or rises above 100.
        const mean = base + (gain < 0 ? (gain * base) / 62 : (gain * (100 - base)) / 62);
        const spread = 2.2 / Math.sqrt(shots);
        recordSeeds(tracker, [mean - spread, mean, mean + spread], { dataset, method, shots });
      }
    }
  }
}

export const ALL_DATASETS = Object.keys(DATASETS);

/** More methods than are shown at first: the better, the greater their number; each second one with a comma and a space in its name. */
export function fillManyMethods(tracker: Tracker, count: number): void {
  for (let i = 0; i < count; i++) {
    const method = i % 2 === 0 ? `m${i}` : `m${i}, "variant" <${i}>`;
    for (const shots of [1, 16]) {
      for (const dataset of ['dtd', 'pets']) record(tracker, 40 + i + Math.log2(shots), { method, shots, dataset });
    }
  }
}
