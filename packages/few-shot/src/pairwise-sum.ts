/** Below this length NumPy adds one by one. */
const FEW = 8;
/** Up to this length it keeps eight running sums; longer stretches are halved. */
const BLOCK = 128;

/**
 * Σ x² over a stretch of an array, rounded to float32 at every step and in the order of NumPy's pairwise summation
 * (`numpy/_core/src/umath/loops_utils.h.src`), so that norms equal those of NumPy programs to the last bit. That matters
 * more than it should: logistic regression on nearly separable data stops early, and which image of a small validation set
 * it gets right can hang on the last bit of a feature.
 */
export function pairwiseSumOfSquares(x: Float32Array, start: number, length: number): number {
  if (length < FEW) {
    let sum = 0;
    for (let i = start; i < start + length; i++) sum = Math.fround(sum + square(x[i]!));
    return sum;
  }
  if (length <= BLOCK) {
    const sums = new Float32Array(FEW);
    for (let j = 0; j < FEW; j++) sums[j] = square(x[start + j]!);
    const rest = length % FEW;
    for (let i = FEW; i < length - rest; i += FEW) {
      for (let j = 0; j < FEW; j++) sums[j] = sums[j]! + square(x[start + i + j]!);
    }
    const [a, b, c, d, e, f, g, h] = sums as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    let sum = add(add(add(a, b), add(c, d)), add(add(e, f), add(g, h)));
    for (let i = length - rest; i < length; i++) sum = add(sum, square(x[start + i]!));
    return sum;
  }
  const half = Math.floor(length / 2);
  const left = half - (half % FEW);
  return add(pairwiseSumOfSquares(x, start, left), pairwiseSumOfSquares(x, start + left, length - left));
}

function square(x: number): number {
  return Math.fround(x * x);
}

function add(a: number, b: number): number {
  return Math.fround(a + b);
}
