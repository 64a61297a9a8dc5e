/** Base-to-new generalisation: the classes that are trained on, the ones that are not, or all. */
export type ClassGroup = 'all' | 'base' | 'new';

/**
 * The labels of a group, as CoCoOp forms them (`subsample_classes` of CoOp's datasets/oxford_pets.py): labels sorted, the first ⌈C / 2⌉ are
 * base, the rest are new.
 */
export function groupLabels(labels: Iterable<number>, group: ClassGroup): number[] {
  const sorted = [...new Set(labels)].sort((a, b) => a - b);
  const half = Math.ceil(sorted.length / 2);
  if (group === 'all') return sorted;
  return group === 'base' ? sorted.slice(0, half) : sorted.slice(half);
}
