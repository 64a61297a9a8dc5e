import { perClassAccuracy } from '@shotbench/statistics';
import type { Predictions } from '@shotbench/tracker';

/** How two runs do on the test images of one class. Percent. */
export interface ClassComparison {
  /** Its index among the class names of the test set, which may be equal. */
  readonly index: number;
  readonly name: string;
  /** Test images of the class. */
  readonly images: number;
  readonly first: number;
  readonly second: number;
}

/** Every class that has test images, in the order of the set. Both predictions are of the same images. */
export function compareClasses(first: Predictions, second: Predictions): ClassComparison[] {
  const { labels, classNames } = first.testSet;
  const [a, b] = [first, second].map(({ classes }) => perClassAccuracy(labels, classes, classNames.length));
  const counts = new Uint32Array(classNames.length);
  for (const label of labels) counts[label]!++;
  return classNames.flatMap((name, index): ClassComparison[] => {
    const [one, other] = [a![index], b![index]];
    if (one === undefined || other === undefined) return [];
    return [{ index, name, images: counts[index]!, first: 100 * one, second: 100 * other }];
  });
}
