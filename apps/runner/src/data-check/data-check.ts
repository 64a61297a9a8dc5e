import { join } from 'node:path';

import { checkDataset, checkImageFolder, DATASET_CARDS, type DatasetCard, datasetCard } from '@shotbench/datasets';
import { ShotbenchError } from '@shotbench/errors';

import type { DataCheckOptions } from '../commands/data-check.ts';
import { ImageReporter } from '../image-reporter.ts';
import type { CheckedSet } from './checked-set.ts';
import { formatJson, formatReport } from './format-report.ts';
import { unreadableImages } from './unreadable-images.ts';

/** Where sets are looked for unless the user says so. */
const DEFAULT_ROOT = 'data';

/**
 * Checks datasets and prints what was found.
 * @returns the exit code: 0 if all is well, 1 if anything is wrong.
 */
export async function dataCheck(options: DataCheckOptions): Promise<number> {
  const sets: CheckedSet[] = [];
  for (const set of requestedSets(options)) sets.push(await withImages(set, options.decode === true));
  process.stdout.write(options.json ? formatJson(sets) : formatReport(sets));
  return sets.every(({ status }) => status !== 'wrong') ? 0 : 1;
}

function* requestedSets({ root, dataset, images, splitSeed }: DataCheckOptions): Generator<CheckedSet> {
  if (images !== undefined) {
    const check = checkImageFolder(images, splitSeed === undefined ? {} : { seed: splitSeed });
    yield { ...check, id: images, status: check.problems.length > 0 ? 'wrong' : 'ok', unreadable: [] };
    if (root === undefined && dataset === undefined) return;
  }
  // Names are looked up before the first folder is read.
  const cards = dataset?.map(datasetCard) ?? DATASET_CARDS;
  const folder = root ?? DEFAULT_ROOT;
  let absent = 0;
  for (const card of cards) {
    const set = checkCard(folder, card, dataset !== undefined);
    if (!set.present) absent++;
    yield set;
  }
  if (absent < cards.length || dataset !== undefined) return;
  throw new ShotbenchError(
    'DATA_NONE',
    `${folder} has none of the ${cards.length} sets in it; expected folders such as ${join(folder, 'dtd')}, as CoOp's DATASETS.md has them; ` +
      'give the folder with --root, or class folders with --images',
  );
}

function checkCard(root: string, card: DatasetCard, wanted: boolean): CheckedSet {
  const folder = join(root, card.folder);
  const check = checkDataset(folder, card);
  const common = { ...check, id: card.id, card, unreadable: [] };
  if (check.present) return { ...common, status: check.problems.length > 0 ? 'wrong' : 'ok' };
  if (!wanted) return { ...common, status: 'absent' };
  const problem = new ShotbenchError(
    'DATASET_FOLDER',
    `${folder} is no folder; expected ${card.title} in CoOp's layout; get it from ${card.homepage}`,
  );
  return { ...common, status: 'wrong', problems: [problem] };
}

/** The set with its images read, those that are there. */
async function withImages(set: CheckedSet, decode: boolean): Promise<CheckedSet> {
  if (set.dataset === undefined) return set;
  const missing = new Set(set.missing.map(({ path }) => path));
  const reporter = new ImageReporter(process.stderr, () => performance.now());
  try {
    const unreadable = await unreadableImages(set.dataset, {
      decode,
      skip: missing,
      onProgress: (done, total) => reporter.progress({ split: set.id, done, total }),
    });
    return unreadable.length === 0 ? set : { ...set, status: 'wrong', unreadable };
  } finally {
    reporter.end();
  }
}
