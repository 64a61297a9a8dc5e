import type { PythonRandom } from '@shotbench/datasets';

/** How far the colour matrix strays from the identity (feasibility study). */
const MATRIX_DEVIATION = 0.08;
/** How often an image loses its colours (feasibility study: 8 %), and how often only its dark lines stay. */
const [GREY_SHARE, INK_SHARE] = [0.08, 0.06];

/** ITU-R BT.601 luma. */
const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * A sprite with other colours: each pixel through one random 3 × 3 matrix near the identity; some sprites become grey,
 * some black ink whose opacity is their darkness, as a monochrome drawing has it.
 *
 * @param rgba straight alpha, row-major; not changed.
 */
export function colourNoise(rgba: Uint8Array, random: PythonRandom): Uint8Array {
  const kind = random.random();
  const matrix = Float64Array.from(
    { length: 9 },
    (_, i) => (i % 4 === 0 ? 1 : 0) + MATRIX_DEVIATION * roughlyNormal(random),
  );
  if (kind < INK_SHARE) return ink(rgba);
  return recoloured(rgba, kind < INK_SHARE + GREY_SHARE ? grey(matrix) : matrix);
}

/** Mean 0, deviation 1, nearly normal: the sum of twelve uniform numbers less six. */
function roughlyNormal(random: PythonRandom): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.random();
  return sum;
}

/** Every output channel is the luma of what the matrix makes. */
function grey(matrix: Float64Array): Float64Array {
  const row = [0, 1, 2].map((column) => LUMA.reduce((sum, weight, i) => sum + weight * matrix[3 * i + column]!, 0));
  return Float64Array.from([...row, ...row, ...row]);
}

function recoloured(rgba: Uint8Array, m: Float64Array): Uint8Array {
  const out = new Uint8ClampedArray(rgba.length);
  for (let i = 0; i < rgba.length; i += 4) {
    if (rgba[i + 3] === 0) continue;
    const [r, g, b] = [rgba[i]!, rgba[i + 1]!, rgba[i + 2]!];
    out[i] = m[0]! * r + m[1]! * g + m[2]! * b;
    out[i + 1] = m[3]! * r + m[4]! * g + m[5]! * b;
    out[i + 2] = m[6]! * r + m[7]! * g + m[8]! * b;
    out[i + 3] = rgba[i + 3]!;
  }
  return new Uint8Array(out.buffer);
}

function ink(rgba: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgba.length);
  for (let i = 0; i < rgba.length; i += 4) {
    const luma = LUMA[0] * rgba[i]! + LUMA[1] * rgba[i + 1]! + LUMA[2] * rgba[i + 2]!;
    out[i] = out[i + 1] = out[i + 2] = INK;
    // Twice the darkness, so that colours of middling brightness come out as solid.
    out[i + 3] = Math.min(1, 2 * (1 - luma / 255)) * rgba[i + 3]!;
  }
  return out;
}

/** Not quite black, as monochrome sets have it. */
const INK = 33;
