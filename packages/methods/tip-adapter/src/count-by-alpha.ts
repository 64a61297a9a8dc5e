import type { Matrix } from '@shotbench/few-shot';

/**
 * How many images are right at each α: those whose label has the largest of the logits z + α h, the first one where several are equal.
 *
 * An image's label c wins against class j where (z_c − z_j) + α (h_c − h_j) > 0, which is a half-line of α. So the α at which an image is right are one
 * interval, found once for all α, instead of comparing all classes at each of them.
 *
 * @param z zero-shot logits [V, C]
 * @param h cache logits [V, C]
 * @param labels [V]
 * @param alphas rising
 * @returns a count for each α.
 */
export function countByAlpha(z: Matrix, h: Matrix, labels: Int32Array, alphas: readonly number[]): Int32Array {
  const counts = new Int32Array(alphas.length);
  labels.forEach((label, row) => {
    const { after, before } = winningInterval(z, h, row, label);
    for (let i = 0; i < alphas.length; i++) if (alphas[i]! > after && alphas[i]! < before) counts[i]!++;
  });
  return counts;
}

/** The label wins strictly between these two values of α. */
function winningInterval({ data: z, columns }: Matrix, { data: h }: Matrix, row: number, label: number) {
  const offset = row * columns;
  const [ownZ, ownH] = [z[offset + label]!, h[offset + label]!];
  let after = Number.NEGATIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;
  for (let c = 0; c < columns; c++) {
    if (c === label) continue;
    const ahead = ownZ - z[offset + c]!;
    const gain = ownH - h[offset + c]!;
    if (gain > 0) after = Math.max(after, -ahead / gain);
    else if (gain < 0) before = Math.min(before, -ahead / gain);
    else if (ahead < 0 || (ahead === 0 && c < label)) return { after: Infinity, before: -Infinity };
  }
  return { after, before };
}
