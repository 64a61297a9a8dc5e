import type { Verdict } from '../compare/comparison.ts';

/** What stands behind a difference. */
export const SIGNS: Readonly<Record<Verdict, string>> = {
  'within-interval': '=',
  'within-tolerance': '~',
  off: '!',
  'not-comparable': '?',
  missing: '',
  'not-printed': '',
};

/** A difference in points with its sign, also where it is zero. */
export function signed(points: number, decimals = 2): string {
  const text = points.toFixed(decimals);
  return points < 0 ? text : `+${text}`;
}
