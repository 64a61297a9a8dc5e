import type { Costs } from './summarize-costs.ts';

/** For example "16 shots · RN50 · average of 11 datasets". */
export function costsTitle({ backbone, shots, dataset, datasets }: Costs): string {
  const over = dataset ?? (datasets.length === 1 ? datasets[0]! : `average of ${datasets.length} datasets`);
  return `${shots} ${shots === 1 ? 'shot' : 'shots'} · ${backbone} · ${over}`;
}
