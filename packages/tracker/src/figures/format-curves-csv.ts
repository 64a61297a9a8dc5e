import { csvLine, decimals } from '../tables/csv-line.ts';
import type { Panel } from './curve-panels.ts';

const HEADER = ['backbone', 'dataset', 'method', 'protocol', 'shots', 'mean', 'interval95', 'n', 'partial', 'printed'];

/**
 * The points of curves as CSV (RFC 4180, but with LF line ends), panel after panel: numbers with four decimals, nothing where a number is undefined,
 * `partial` and `printed` as 1 or 0. What a paper prints has its line's name as method, and the protocol that the paper had.
 */
export function formatCurvesCsv(backbone: string, panels: readonly Panel[]): string {
  const records = panels.flatMap(({ name, averages, lines, printed }) => {
    const dataset = averages > 0 ? `average of ${averages} datasets` : name;
    const ours = lines.flatMap(({ method, protocol, points }) =>
      points.map(({ shots, mean, interval, n, partial }) => [
        ...[backbone, dataset, method, protocol, String(shots), decimals(mean), decimals(interval)],
        ...[String(n ?? ''), String(Number(partial)), '0'],
      ]),
    );
    const theirs = printed.flatMap((line) =>
      line.points.map(({ shots, mean, protocol = '' }) => [
        ...[backbone, dataset, line.name, protocol, String(shots), decimals(mean), '', '', '0', '1'],
      ]),
    );
    return [...ours, ...theirs];
  });
  return [HEADER, ...records].map(csvLine).join('');
}
