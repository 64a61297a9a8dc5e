import { type FilterName, FILTERS } from './filters.ts';

/** Bits after the point of a weight: 8 of the 32 hold the sample and 2 the overshoot of the cubic. */
export const WEIGHT_BITS = 22;

/** How the pixels along one axis are mixed: output i is the sum over t < counts[i] of taps[i·stride + t] · input[firsts[i] + t]. */
export interface AxisWeights {
  readonly firsts: Int32Array;
  readonly counts: Int32Array;
  /** Fixed point with `WEIGHT_BITS` bits after the point. */
  readonly taps: Int32Array;
  readonly stride: number;
}

export interface Axis {
  /** Pixels along this side before and after. */
  readonly from: number;
  readonly to: number;
  /** The outputs that are wanted: `count` of them from `start` on. */
  readonly start: number;
  readonly count: number;
  readonly filter: FilterName;
}

/** A data set has few sizes, while crops have any: enough tables for the former, about 10 kB each. */
const MAX_TABLES = 256;
const tables = new Map<string, AxisWeights>();

/**
 * Pillow's resampling weights (`precompute_coeffs` and `normalize_coeffs_8bpc` in src/libImaging/Resample.c): when
 * an image shrinks, the kernel widens with it, which is the antialiasing. Weights sum to 1 before they are rounded.
 * Tables are kept for the next call.
 */
export function axisWeights(axis: Axis): AxisWeights {
  const key = `${axis.filter} ${axis.from} ${axis.to} ${axis.start} ${axis.count}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  const made = computeWeights(axis);
  if (tables.size === MAX_TABLES) tables.delete(tables.keys().next().value!);
  tables.set(key, made);
  return made;
}

function computeWeights({ from, to, start, count, filter }: Axis): AxisWeights {
  const { support: baseSupport, weight } = FILTERS[filter];
  const scale = from / to;
  const widening = Math.max(scale, 1);
  const narrowing = 1 / widening;
  const support = baseSupport * widening;
  const stride = Math.ceil(support) * 2 + 1;
  const [firsts, counts] = [new Int32Array(count), new Int32Array(count)];
  const taps = new Int32Array(count * stride);
  const exact = new Float64Array(stride);
  for (let i = 0; i < count; i++) {
    const centre = (start + i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const n = Math.min(from, Math.trunc(centre + support + 0.5)) - first;
    let sum = 0;
    for (let t = 0; t < n; t++) {
      const w = weight((first + t - centre + 0.5) * narrowing);
      exact[t] = w;
      sum += w;
    }
    for (let t = 0; t < n; t++) taps[i * stride + t] = toFixedPoint(exact[t]! / sum);
    firsts[i] = first;
    counts[i] = n;
  }
  return { firsts, counts, taps, stride };
}

/** Rounds halves away from zero. */
function toFixedPoint(weight: number): number {
  return Math.trunc(weight * 2 ** WEIGHT_BITS + (weight < 0 ? -0.5 : 0.5));
}
