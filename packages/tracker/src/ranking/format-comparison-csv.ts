import { csvLine, decimals } from '../tables/csv-line.ts';
import type { MethodComparison } from './compare-methods.ts';

const HEADER = [
  ...['backbone', 'shots', 'a', 'a_protocol', 'b', 'b_protocol', 'over', 'dataset', 'n', 'mean_a', 'mean_b'],
  ...['difference', 'interval95', 'p', 'holm_p', 'wilcoxon_p', 'bootstrap_low', 'bootstrap_high', 'detectable'],
];

/**
 * Comparisons of two methods as CSV in long form (RFC 4180, but with LF line ends): a line for each dataset, where `over` is `seeds`, and one
 * for their average, where it is `datasets`. Percentages with four decimals, p-values with six digits, nothing where there is no number.
 */
export function formatComparisonCsv(comparisons: readonly MethodComparison[]): string {
  const records = comparisons.flatMap(({ backbone, shots, a, b, datasets, average }) => {
    const place = [backbone, String(shots), a.method, a.protocol, b.method, b.protocol];
    const lines = datasets.map((one) => [
      ...[...place, 'seeds', one.dataset, String(one.n)],
      ...[one.a, one.b, one.difference, one.halfWidth].map(decimals),
      ...[digits(one.p), digits(one.holmP), '', '', '', decimals(one.detectable)],
    ]);
    const bottom = average && [
      ...[...place, 'datasets', '', String(average.n)],
      ...[average.a, average.b, average.difference, average.halfWidth].map(decimals),
      ...[digits(average.p), '', digits(average.wilcoxonP)],
      ...[average.bootstrap?.[0], average.bootstrap?.[1], average.detectable].map(decimals),
    ];
    return [...lines, ...(bottom ? [bottom] : [])];
  });
  return [HEADER, ...records].map(csvLine).join('');
}

function digits(p: number | undefined): string {
  return p === undefined ? '' : String(Number(p.toPrecision(6)));
}
