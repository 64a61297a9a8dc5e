import { PythonRandom } from '@shotbench/datasets';

import { captionOf } from '../captions/caption-of.ts';
import type { Icon } from '../icons/icon.ts';
import { isTrainingIcon } from '../icons/training-icons.ts';

/** Captions drawn for each picture; pictures that differ by skin tone only count once. */
const CAPTIONS = 8;
const SEED = 1;

/**
 * The texts that picto's vocabulary is learnt from: captions of pictures that training may see, and the names of all emoji, novel
 * ones too, so that no name falls to single letters.
 * @param labels CLDR's, of all emoji.
 */
export function vocabularyTexts(icons: readonly Icon[], labels: Iterable<string>): string[] {
  const random = new PythonRandom(SEED);
  const texts: string[] = [...labels];
  for (const icon of icons) {
    if (!isTrainingIcon(icon) || icon.skinTone !== null) continue;
    for (let i = 0; i < CAPTIONS; i++) texts.push(captionOf(icon, random));
  }
  return texts;
}
