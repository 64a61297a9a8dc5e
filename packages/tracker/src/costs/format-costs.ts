import { csvLine } from '../tables/csv-line.ts';
import { costFronts, type FrontOptions } from './cost-fronts.ts';
import type { MethodCost } from './method-cost.ts';
import type { Costs } from './summarize-costs.ts';

const NUMBERS = [
  ...['accuracy', 'interval', 'n', 'timed', 'machines', 'fitSeconds', 'evaluateSecondsPerImage'],
  ...['cpuSeconds', 'trainableParameters', 'peakMemoryBytes'],
] as const satisfies readonly (keyof MethodCost)[];

/** Costs as CSV: one line for each row, unrounded numbers, nothing where one is not known, `front` as 1 or 0. */
export function formatCostsCsv(costs: Costs, options: FrontOptions): string {
  const { backbone, shots, datasets, rows } = costs;
  const members = new Set(costFronts(rows, options).flat());
  const header = ['backbone', 'shots', 'datasets', 'method', 'protocol', ...NUMBERS, 'front'];
  const records = rows.map((row, i) => [
    ...[backbone, String(shots), datasets.join(' '), row.method, row.protocol],
    ...NUMBERS.map((name) => String(row[name] ?? '')),
    String(Number(members.has(i))),
  ]);
  return [header, ...records].map(csvLine).join('');
}

/** Costs as JSON, with what is left out; each row says whether it is on its Pareto front of the costs that `axis` names. */
export function formatCostsJson(costs: Costs, options: FrontOptions): string {
  const { rows, ...rest } = costs;
  const members = new Set(costFronts(rows, options).flat());
  const shown = rows.map((row, i) => ({ ...row, front: members.has(i) }));
  return `${JSON.stringify({ ...rest, axis: options.axis, rows: shown }, null, 2)}\n`;
}
