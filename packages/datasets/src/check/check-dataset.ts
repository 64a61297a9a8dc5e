import { ShotbenchError } from '@shotbench/errors';

import type { DatasetCard, Sizes } from '../cards/dataset-card.ts';
import { SINGLE_CLASSES, singleClasses } from '../classes/single-classes.ts';
import { allItems, type Dataset, type Item } from '../dataset.ts';
import { inspectDataset, type Inspection } from '../folder/inspect-dataset.ts';
import { isFolder } from '../folder/list-folder.ts';
import { counted } from '../wording.ts';
import { type ImageFolderOptions, inspectImageFolder } from '../image-folder/open-image-folder.ts';

/** What a check without opening images says of a folder. */
export interface DatasetCheck {
  readonly folder: string;
  /** Whether there is such a folder. */
  readonly present: boolean;
  /** Undefined where there is no folder, or not even its list of images can be read. */
  readonly dataset?: Dataset;
  /** What there is, by the split. */
  readonly sizes?: Sizes;
  /** The worst first: those for which the dataset cannot be opened, then those by which it differs from what papers used. */
  readonly problems: readonly ShotbenchError[];
  /** Images that the split names and the disk lacks. */
  readonly missing: readonly Item[];
}

/**
 * Checks a folder against a card: layout, split, presence of every image, published sizes and class names, and classes with one image.
 * A folder that is absent has no problems.
 */
export function checkDataset(folder: string, card: DatasetCard): DatasetCheck {
  if (!isFolder(folder)) return { folder, present: false, problems: [], missing: [] };
  return checked(folder, inspectDataset(folder, card), (dataset) => [
    ...wrongSizes(dataset, card),
    ...wrongNames(dataset, card),
  ]);
}

/** Checks a folder of class folders. One that is absent is a problem, for it was asked for by its path. */
export function checkImageFolder(folder: string, options: ImageFolderOptions = {}): DatasetCheck {
  return checked(folder, inspectImageFolder(folder, options), () => []);
}

function checked(
  folder: string,
  { dataset, problems, missing }: Inspection,
  compare: (dataset: Dataset) => readonly ShotbenchError[],
): DatasetCheck {
  const present = isFolder(folder);
  if (dataset === undefined) return { folder, present, problems, missing };
  return {
    ...{ folder, present, dataset, missing, sizes: sizesOf(dataset) },
    problems: [...problems, ...compare(dataset), ...singles(dataset, folder, problems)],
  };
}

function sizesOf({ classNames, split }: Dataset): Sizes {
  const { train, validation, test } = split;
  return { classes: classNames.length, train: train.length, validation: validation.length, test: test.length };
}

const COUNTED: Readonly<Record<keyof Sizes, readonly [string, string]>> = {
  classes: ['class', 'classes'],
  train: ['training image', 'training images'],
  validation: ['validation image', 'validation images'],
  test: ['test image', 'test images'],
};

function wrongSizes(dataset: Dataset, { title, sizes }: DatasetCard): ShotbenchError[] {
  const seen = sizesOf(dataset);
  const wrong = (Object.keys(COUNTED) as (keyof Sizes)[]).filter((what) => seen[what] !== sizes[what]);
  if (wrong.length === 0) return [];
  const differences = wrong.map((what) => `${counted(seen[what], ...COUNTED[what])} (published: ${sizes[what]})`);
  return [
    new ShotbenchError(
      'DATASET_SIZE',
      `${title} has ${differences.join(', ')}; expected the published numbers; complete the set, or do not compare its accuracies with papers`,
    ),
  ];
}

function wrongNames({ classNames }: Dataset, { title, classNames: expected }: DatasetCard): ShotbenchError[] {
  // Another number of classes is told already, and shifts every name.
  if (expected === undefined || expected.length !== classNames.length) return [];
  const differing = [...expected.keys()].filter((label) => classNames[label] !== expected[label]);
  const [first] = differing;
  if (first === undefined) return [];
  return [
    new ShotbenchError(
      'DATASET_NAMES',
      `${title} has other names than CoOp for ${counted(differing.length, 'class', 'classes')}, such as "${classNames[first]}" for class ${first}; ` +
        `expected "${expected[first]}"; rename them, for names decide text features`,
    ),
  ];
}

/** Classes with one image, unless the reader has told of them already because it cannot go on. */
function singles({ split }: Dataset, folder: string, problems: readonly ShotbenchError[]): readonly ShotbenchError[] {
  if (problems.some(({ code }) => code === SINGLE_CLASSES)) return [];
  const images = new Map<string, number>();
  for (const { className } of allItems(split)) images.set(className, (images.get(className) ?? 0) + 1);
  return singleClasses(
    [...images].filter(([, count]) => count === 1).map(([name]) => name),
    folder,
  );
}
