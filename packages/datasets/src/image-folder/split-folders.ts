import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import { untrainedClasses } from '../classes/untrained-classes.ts';
import type { Item, SplitName } from '../dataset.ts';
import type { Reading } from '../folder/reading.ts';
import { classProblems, confusedClasses, emptyClasses, readClassFolders } from './class-folders.ts';

/** What a split's folder may be called. */
const FOLDERS: ReadonlyMap<string, SplitName> = new Map([
  ['train', 'train'],
  ['val', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
]);

/** Whether the folders in a folder are splits rather than classes. */
export function areSplitFolders(names: readonly string[]): boolean {
  return names.every((name) => FOLDERS.has(name));
}

/**
 * Reads the class folders below `train`, `val` and `test`. Paths keep the split's folder, so that they tell images apart.
 * @throws ShotbenchError `IMAGE_FOLDER` for a split that is missing or there twice.
 */
export function readSplitFolders(folder: string, names: readonly string[]): Reading {
  const has = (split: SplitName): number => names.filter((name) => FOLDERS.get(name) === split).length;
  if (has('train') === 0 || has('test') === 0 || has('validation') > 1) {
    throw new ShotbenchError(
      'IMAGE_FOLDER',
      `${folder} has only ${names.join(', ')} in it; expected train and test, and val where there are validation images, ` +
        'or class folders alone; add or rename folders',
    );
  }
  const parts = names.map((name) => ({ name, classes: readClassFolders(join(folder, name)) }));
  const classNames = [...new Set(parts.flatMap(({ classes }) => [...classes.keys()]))].sort();
  const labels = new Map(classNames.map((name, label) => [name, label]));
  const items = (split: SplitName): Item[] =>
    parts
      .filter(({ name }) => FOLDERS.get(name) === split)
      .flatMap(({ name, classes }) =>
        [...classes].flatMap(([className, files]) =>
          files.map((file) => ({ path: `${name}/${className}/${file}`, label: labels.get(className)!, className })),
        ),
      );
  const split = { train: items('train'), validation: items('validation'), test: items('test') };
  const untrained = untrainedClasses(split).map(({ split: part, className }) => `"${className}" (${part})`);
  const problems = [
    ...parts.flatMap(({ name, classes }) => emptyClasses(join(folder, name), classes)),
    ...confusedClasses(folder, classNames),
    ...classProblems(untrained, `${folder} has classes without training images`, 'expected some of each; add them'),
  ];
  return { classNames, split, images: folder, problems, missing: [] };
}
