/** A resampling kernel at scale 1, and the distance from which on it is 0. */
export interface Filter {
  readonly support: number;
  weight(distance: number): number;
}

/** Keys' cubic with a = −0.5. */
function bicubic(distance: number): number {
  const x = Math.abs(distance);
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

function bilinear(distance: number): number {
  return Math.max(0, 1 - Math.abs(distance));
}

export const FILTERS = {
  bicubic: { support: 2, weight: bicubic },
  bilinear: { support: 1, weight: bilinear },
} as const satisfies Record<string, Filter>;

export type FilterName = keyof typeof FILTERS;
