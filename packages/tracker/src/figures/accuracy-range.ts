/** Anything with accuracies: our lines or printed ones. */
export interface Ranged {
  readonly points: readonly { readonly mean: number | null; readonly interval?: number | null }[];
}

/** Below this an axis would blow up differences that nobody cares about. In points. */
const LEAST_SPAN = 2;

/**
 * The range of a panel's accuracies in percent: all means, and of their intervals what lies within half the range of the means, for the
 * interval over two seeds would else flatten everything.
 */
export function accuracyRange(lines: readonly Ranged[]): [number, number] {
  const points = lines.flatMap((line) => line.points.filter(({ mean }) => mean !== null));
  if (points.length === 0) return [0, 100];
  const means = points.map(({ mean }) => mean as number);
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const reach = Math.max((most - least) / 2, LEAST_SPAN / 2);
  const lows = points.map(({ mean, interval }) => (mean as number) - (interval ?? 0));
  const highs = points.map(({ mean, interval }) => (mean as number) + (interval ?? 0));
  const low = Math.max(Math.min(...lows), least - reach);
  const high = Math.min(Math.max(...highs), most + reach);
  const margin = Math.max(0.05 * (high - low), (LEAST_SPAN - (high - low)) / 2);
  return [Math.max(0, low - margin), Math.min(100, high + margin)];
}
