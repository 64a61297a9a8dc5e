import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { DATASET_CARDS } from '../cards/dataset-cards.ts';
import type { DatasetCard, WnidFoldersLayout } from '../cards/dataset-card.ts';
import { CLASS_NAMES } from './imagenet-class-names.ts';
import { isFolder, subfolders } from './list-folder.ts';
import { VARIANTS } from './variant-files.ts';

/** The set whose layout a folder has, by what lies in it; its name does not matter. */
export function recogniseCard(folder: string): DatasetCard | undefined {
  return DATASET_CARDS.find(({ layout }) => {
    switch (layout.kind) {
      case 'split-file':
        return existsSync(join(folder, layout.file));
      case 'variant-files':
        return existsSync(join(folder, VARIANTS));
      case 'wnid-folders':
        return hasWnidFolders(folder, layout);
    }
  });
}

function hasWnidFolders(folder: string, { images, train, test, classFolders }: WnidFoldersLayout): boolean {
  const parts = [train ?? test, test].map((part) => join(folder, images, part));
  if (!parts.every(isFolder)) return false;
  // Without classnames.txt a folder is recognised all the same, so that the missing file gets an error of its own.
  const name = classFolders === 'wnid' ? /^n\d{8}$/ : /^\d{1,3}$/;
  return existsSync(join(folder, CLASS_NAMES)) || parts.every((part) => subfolders(part).some((sub) => name.test(sub)));
}
