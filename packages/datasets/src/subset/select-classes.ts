import { createDataset, type Dataset, type Item } from '../dataset.ts';
import { type ClassGroup, groupLabels } from './class-groups.ts';

/**
 * The base or the new classes of a dataset, each relabelled from 0 in the order of their labels.
 *
 * Shots for base-to-new are drawn from the whole dataset first and kept if their class is in the group: see the `classes` of `drawShots`.
 */
export function subsampleClasses(dataset: Dataset, group: Exclude<ClassGroup, 'all'>): Dataset {
  const labels = groupLabels(dataset.classNames.keys(), group);
  return { ...selectClasses(dataset, labels), name: `${dataset.name}-${group}` };
}

/**
 * The images of some classes, which get the labels 0 … K − 1 in the order given.
 * @param labels K different labels of the dataset.
 */
export function selectClasses(dataset: Dataset, labels: readonly number[]): Dataset {
  const { splitHash: _, split, classNames, imagenetLabels, ...rest } = dataset;
  const newLabels = new Map(labels.map((label, i) => [label, i]));
  if (newLabels.size !== labels.length || !labels.every((label) => label in classNames)) {
    throw new RangeError(`labels ${labels.join(', ')} of ${classNames.length} classes`);
  }
  const select = (items: readonly Item[]): Item[] =>
    items.flatMap((item) => {
      const label = newLabels.get(item.label);
      return label === undefined ? [] : [{ ...item, label }];
    });
  return createDataset({
    ...rest,
    classNames: labels.map((label) => classNames[label]!),
    split: { train: select(split.train), validation: select(split.validation), test: select(split.test) },
    ...(imagenetLabels && { imagenetLabels: labels.map((label) => imagenetLabels[label]!) }),
  });
}
