import type { HostTensor } from '@shotbench/tensor';

export interface Sparsity {
  /** Percent of all masked weights that are not kept. */
  readonly sparsity: number;
  /** The same of each weight matrix, by its name without `visual.`, in the order of the layers. */
  readonly sparsityByLayer: Readonly<Record<string, number>>;
}

/** How many weights are dropped, M ≤ α, relative to those that have masks (R-AMT 07f8d2c, `compute_sparsity`). */
export function sparsity(masks: Readonly<Record<string, HostTensor>>, threshold: number): Sparsity {
  const dropped = Object.entries(masks).map(([name, { data }]) => {
    let count = 0;
    for (const value of data) if (!(value > threshold)) count++;
    return { name: name.replace(/^visual\.(transformer\.resblocks\.)?/, ''), count, of: data.length };
  });
  const sum = (valueOf: (one: (typeof dropped)[number]) => number): number =>
    dropped.reduce((total, one) => total + valueOf(one), 0);
  return {
    sparsity: (100 * sum(({ count }) => count)) / sum((one) => one.of),
    sparsityByLayer: Object.fromEntries(dropped.map(({ name, count, of }) => [name, (100 * count) / of])),
  };
}
