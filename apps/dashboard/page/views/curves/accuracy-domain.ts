import type { Line } from '@shotbench/tracker';

/** Below this an axis would blow up differences that nobody cares about. */
const LEAST_SPAN = 2;

/** The range of a panel's y axis in percent: all means with their intervals, but nothing impossible. */
export function accuracyDomain(lines: readonly Line[]): [number, number] {
  const ends = lines.flatMap(({ points }) =>
    points.flatMap(({ mean, interval }) => (mean === null ? [] : [mean - (interval ?? 0), mean + (interval ?? 0)])),
  );
  if (ends.length === 0) return [0, 100];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const margin = Math.max(0.05 * (most - least), (LEAST_SPAN - (most - least)) / 2);
  return [Math.max(0, least - margin), Math.min(100, most + margin)];
}
