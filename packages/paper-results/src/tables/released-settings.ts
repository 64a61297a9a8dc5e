import { BENCHMARK_SETS } from '../names/dataset-names.ts';
import type { Settings } from './paper-table.ts';

/** CoOp's code trains 50 epochs on ImageNet at every shot count (KaiyangZhou/CoOp, `scripts/coop/main.sh`); so does what trains by its configurations. */
export const COOP_ON: Readonly<Record<string, Settings>> = { imagenet: { epochs: 50 } };

/** geekyutao/TaskRes 5195359, `scripts/taskres/train_regular.sh` and the configurations of ImageNet. */
export const TASKRES_ON: Readonly<Record<string, Settings>> = {
  imagenet: { learningRate: 2e-4 },
  'oxford-flowers': { alpha: 1 },
};

/** The re-run of TaskRes in the appendix of HC: alpha = 1, Adam at 1e-3, on ImageNet at 1e-4. */
export const HC_TASKRES: Settings = { alpha: 1, learningRate: 1e-3 };
export const HC_TASKRES_ON: Readonly<Record<string, Settings>> = { imagenet: { learningRate: 1e-4 } };

/** [α at first, upper end of the search for β, for α]: gaopengcuhk/Tip-Adapter d0e2d6f, `configs/*.yaml`. */
const TIP: Readonly<Record<string, readonly [number, number, number]>> = {
  imagenet: [1.17, 7, 3],
  caltech101: [3, 12, 5],
  'oxford-pets': [1.17, 7, 3],
  'stanford-cars': [3, 20, 10],
  'oxford-flowers': [10, 50, 50],
  food101: [1.17, 10, 10],
  'fgvc-aircraft': [5, 30, 30],
  sun397: [1.17, 12, 10],
  dtd: [2, 13, 13],
  eurosat: [2, 12, 10],
  ucf101: [3, 7, 3],
};

/** Settings of our method's that are ImageNet's, and so its defaults. */
const TIP_DEFAULTS: Settings = { alpha: TIP.imagenet![0], betaScale: TIP.imagenet![1], alphaScale: TIP.imagenet![2] };

function tipSettings(dataset: string): Settings {
  const [alpha, betaScale, alphaScale] = TIP[dataset]!;
  const all = Object.entries({ alpha, betaScale, alphaScale });
  return Object.fromEntries(all.filter(([key, value]) => TIP_DEFAULTS[key] !== value));
}

/** Tip-Adapter's released settings, which select on the test set where ImageNet has no other images. */
export const TIP_ON: Readonly<Record<string, Settings>> = Object.fromEntries(
  BENCHMARK_SETS.map((dataset) => [
    dataset,
    { ...tipSettings(dataset), selectOn: dataset === 'imagenet' ? 'test-oracle' : 'full-val' },
  ]),
);

/** Tip-Adapter-F's, which keeps the epoch that is best on the test set. */
export const TIP_F_ON: Readonly<Record<string, Settings>> = Object.fromEntries(
  BENCHMARK_SETS.map((dataset) => [
    dataset,
    {
      ...tipSettings(dataset),
      ...{ selectOn: 'test-oracle', epoch: 'best' },
      ...(dataset === 'eurosat' && { epochs: 100 }),
    },
  ]),
);

/** GDA's: α is chosen on the whole validation split, and on the test set of ImageNet (mrflogs/ICLR24 560fe21, `main_few_shots.py`). */
export const GDA: Settings = { selectOn: 'full-val' };
export const GDA_ON: Readonly<Record<string, Settings>> = { imagenet: { selectOn: 'test-oracle' } };
