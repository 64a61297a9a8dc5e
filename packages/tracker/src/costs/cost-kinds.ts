import type { MethodCost } from './method-cost.ts';

/** What a method can cost, as options name it. */
export const COST_NAMES = ['training', 'evaluation', 'processor', 'parameters', 'memory'] as const;
export type CostName = (typeof COST_NAMES)[number];

export interface CostKind {
  /** Where {@link MethodCost} has it. */
  readonly of: 'fitSeconds' | 'evaluateSecondsPerImage' | 'cpuSeconds' | 'trainableParameters' | 'peakMemoryBytes';
  /** As an axis or a column is called. */
  readonly title: string;
  /** Of the numbers that are shown; empty for plain counts. */
  readonly unit: string;
  /** What numbers are multiplied by to be in that unit. */
  readonly scale: number;
}

export const COST_KINDS: Readonly<Record<CostName, CostKind>> = {
  training: { of: 'fitSeconds', title: 'training time', unit: 's', scale: 1 },
  evaluation: { of: 'evaluateSecondsPerImage', title: 'evaluation time', unit: 'ms/image', scale: 1000 },
  processor: { of: 'cpuSeconds', title: 'processor time', unit: 's', scale: 1 },
  parameters: { of: 'trainableParameters', title: 'trainable parameters', unit: '', scale: 1 },
  memory: { of: 'peakMemoryBytes', title: 'peak memory', unit: 'MiB', scale: 1 / 2 ** 20 },
};

/** For example "training time (s)". */
export function costHeading(name: CostName): string {
  const { title, unit } = COST_KINDS[name];
  return unit === '' ? title : `${title} (${unit})`;
}

/** The number in the unit of its kind; null where it is not known. */
export function costOf(row: MethodCost, name: CostName): number | null {
  const { of, scale } = COST_KINDS[name];
  const value = row[of];
  return value === null ? null : value * scale;
}

/** A number with three digits that matter; whole numbers, and those from 100 on, without decimals and in groups of three digits. */
export function costText(value: number): string {
  if (Number.isInteger(value) || value >= 99.95) return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
  return value >= 1e-5 ? value.toPrecision(3) : value.toExponential(1);
}
