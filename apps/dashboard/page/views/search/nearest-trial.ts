/** Pixels beyond which a pointer is at no line. */
const REACH = 12;

/**
 * The line that passes a place nearest, by its index; undefined where none is near.
 * @param lines of each its height at each axis.
 * @param xs where the axes are, ascending.
 */
export function nearestTrial(
  { x, y }: { readonly x: number; readonly y: number },
  lines: readonly (readonly number[])[],
  xs: readonly number[],
): number | undefined {
  const right = xs.findIndex((at) => at >= x);
  const after = right < 0 ? xs.length - 1 : right;
  const before = Math.max(0, right < 0 ? xs.length - 1 : right - 1);
  const [x0, x1] = [xs[before]!, xs[after]!];
  const share = x1 === x0 ? 0 : Math.min(1, Math.max(0, (x - x0) / (x1 - x0)));
  let [nearest, distance]: [number | undefined, number] = [undefined, REACH];
  for (const [i, ys] of lines.entries()) {
    const rise = ys[after]! - ys[before]!;
    const own = Math.abs(ys[before]! + share * rise - y) / (x1 === x0 ? 1 : Math.hypot(1, rise / (x1 - x0)));
    if (own >= distance) continue;
    [nearest, distance] = [i, own];
  }
  return nearest;
}
