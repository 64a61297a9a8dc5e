/**
 * Where a continuous increasing function is zero between `low`, where it is below, and `high`, where it is above: the
 * Illinois form of false position (Dowell & Jarratt 1971, BIT 11), to about 1e-13 of the result.
 */
export function increasingRoot(f: (x: number) => number, low: number, high: number): number {
  let [left, right] = [
    { x: low, y: f(low) },
    { x: high, y: f(high) },
  ];
  let root = high;
  for (let step = 0, side = 0; step < 200; step++) {
    const previous = root;
    root = (left.x * right.y - right.x * left.y) / (right.y - left.y);
    const y = f(root);
    if (y === 0 || Math.abs(root - previous) <= 1e-13 * Math.abs(root)) break;
    if (y < 0) {
      left = { x: root, y };
      // An end that stays twice in a row is weighted down, or it would never move.
      if (side < 0) right = { x: right.x, y: right.y / 2 };
      side = -1;
    } else {
      right = { x: root, y };
      if (side > 0) left = { x: left.x, y: left.y / 2 };
      side = 1;
    }
  }
  return root;
}
