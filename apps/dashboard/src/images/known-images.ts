import type { Source } from '../views/source.ts';

/** Whether a stored test set of a dataset contains an image: nothing else is ever looked for. */
export function isKnownImage(
  { snapshot, tracker }: Pick<Source, 'snapshot' | 'tracker'>,
  dataset: string,
  id: string,
): boolean {
  return snapshot.derived(`image ids of ${dataset}`, () => tracker.testImageIds(dataset)).has(id);
}
