import type { Tracker } from '@shotbench/tracker';

import { record, recordSeeds } from './sample-results.ts';

/** Zero-shot accuracy by dataset. */
export const DATASETS = { dtd: 44.3, eurosat: 37.52, 'oxford-pets': 85.77 };
export const SHOTS = [1, 2, 4, 8, 16];

/** Three methods on three datasets and two backbones, with one failed, one pending and one partial cell. */
export function fillSweep(tracker: Tracker): void {
  for (const [backbone, shift] of [['RN50', 0] as const, ['ViT-B/32', 4.2] as const]) {
    for (const [dataset, base] of Object.entries(DATASETS)) {
      for (const shots of SHOTS) {
        const cell = { backbone, dataset, shots };
        const gain = 2.1 * Math.log2(shots);
        record(tracker, base + shift, { ...cell, method: 'zero-shot', seed: null });
        const probed = shots === 16 && dataset === 'dtd' ? 'failed' : base + shift - 12.345 + 2 * gain;
        const probe = shots === 4 && dataset === 'eurosat' ? 'queued' : probed;
        record(tracker, probe, { ...cell, method: 'linear-probe', protocol: 'few-shot-val', seed: null });
        const third = shots === 8 && dataset === 'oxford-pets' ? 'running' : base + shift + gain + 0.61;
        recordSeeds(tracker, [base + shift + gain, base + shift + gain + 0.38, third], cell);
      }
    }
  }
}
