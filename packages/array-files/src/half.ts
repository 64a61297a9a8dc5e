/** 2^52: adding and subtracting it rounds a smaller non-negative double to the nearest integer, ties to even. */
const ROUND = 2 ** 52;

/** Values at or above this, half-way between 65504 and the next step, round to infinity in half precision. */
const OVERFLOW = 65520;

/** Exponents of normal half-precision numbers run from −14 to 15. */
const MIN_EXPONENT = -14;

/** 2^(10 − e) for e = −14 … 15: the factor that brings a number of that exponent to units of its last half-precision bit. */
const SCALE = Float64Array.from({ length: 30 }, (_, i) => 2 ** (10 - (i + MIN_EXPONENT)));

let table: Float32Array | undefined;

/**
 * IEEE 754 half-precision bit patterns to float32, exactly (every half is a float32).
 * NaN patterns give NaN; signs of zeros and infinities are kept.
 *
 * @param bits [n]
 * @param values [n], filled and returned
 */
export function halfToFloat(bits: Uint16Array, values: Float32Array = new Float32Array(bits.length)): Float32Array {
  table ??= halfTable();
  for (let i = 0; i < bits.length; i++) values[i] = table[bits[i] as number] as number;
  return values;
}

/**
 * Numbers to half-precision bit patterns, rounded once from double precision to the nearest, ties to even, as
 * NumPy's `astype('float16')` does. Magnitudes from 65520 on become infinity; callers that mind look for it.
 * NaN becomes the pattern 0x7e00 whatever its sign and payload.
 */
export function floatToHalf(values: ArrayLike<number>): Uint16Array {
  const bits = new Uint16Array(values.length);
  const double = new Float64Array(1);
  const words = new Uint32Array(double.buffer);
  for (let i = 0; i < bits.length; i++) {
    const value = values[i] as number;
    double[0] = value;
    const high = words[1] as number;
    const sign = (high >>> 16) & 0x8000;
    const magnitude = Math.abs(value);
    if (magnitude < OVERFLOW) {
      // Subnormal halves share the step of the smallest normal ones, so the exponent stops at −14.
      const exponent = Math.max(((high >>> 20) & 0x7ff) - 1023, MIN_EXPONENT) - MIN_EXPONENT;
      const steps = magnitude * (SCALE[exponent] as number) + ROUND - ROUND;
      // For a normal number steps is 1024 + fraction; the 1024 carries into the exponent, as does rounding up.
      bits[i] = sign | ((exponent << 10) + steps);
    } else {
      bits[i] = Number.isNaN(value) ? 0x7e00 : sign | 0x7c00;
    }
  }
  return bits;
}

function halfTable(): Float32Array {
  const values = new Float32Array(0x10000);
  for (let bits = 0; bits < 0x8000; bits++) {
    const exponent = bits >>> 10;
    const fraction = bits & 0x3ff;
    let value: number;
    if (exponent === 31) value = fraction === 0 ? Infinity : NaN;
    else if (exponent === 0) value = fraction * 2 ** -24;
    else value = (1024 + fraction) * 2 ** (exponent - 25);
    values[bits] = value;
    values[bits | 0x8000] = -value;
  }
  return values;
}
