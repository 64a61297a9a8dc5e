import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import { sameNames } from '../classes/same-names.ts';
import { imageFiles, subfolders } from '../folder/list-folder.ts';
import { someOf } from '../wording.ts';

/** Names of the images of each class, both sorted. */
export type ClassFolders = ReadonlyMap<string, readonly string[]>;

export function readClassFolders(folder: string): ClassFolders {
  return new Map(subfolders(folder).map((name) => [name, imageFiles(join(folder, name))]));
}

/** Class folders without images. */
export function emptyClasses(folder: string, classes: ClassFolders): readonly ShotbenchError[] {
  const empty = [...classes].filter(([, files]) => files.length === 0).map(([name]) => name);
  return classProblems(empty, `${folder} has class folders without images`, 'expected images in each; add some');
}

/** Classes whose names are the same in prompts. */
export function confusedClasses(folder: string, classNames: readonly string[]): readonly ShotbenchError[] {
  const pairs = sameNames(classNames).map(([name, other]) => `"${name}" and "${other}"`);
  return classProblems(pairs, `${folder} has class folders that are the same in prompts`, 'rename one');
}

/** None, or one `DATASET_CLASSES` for all. */
export function classProblems(names: readonly string[], what: string, todo: string): readonly ShotbenchError[] {
  return names.length === 0 ? [] : [new ShotbenchError('DATASET_CLASSES', `${what}: ${someOf(names)}; ${todo}`)];
}
