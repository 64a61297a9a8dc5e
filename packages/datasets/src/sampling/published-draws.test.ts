import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Split } from '../dataset.ts';
import { readSplitFile } from '../folder/split-file.ts';
import { drawShots } from './draw-shots.ts';
import { sampleShots } from './sample-shots.ts';

/** [label, how many in a row] */
type Runs = readonly (readonly [number, number])[];

/**
 * Rows of CoOp's splits that an independent project drew in Python and published as index files (linzhiqiu/cross_modal_adaptation,
 * ac9077e), and the labels of the splits, of which a draw needs nothing else.
 */
interface PublishedDraws {
  readonly train: Runs;
  readonly validation: Runs;
  readonly draws: readonly {
    readonly shots: number;
    readonly seed: number;
    readonly train: readonly number[];
    readonly validation: readonly number[];
  }[];
}

const file = join(import.meta.dirname, '..', '..', 'test', 'goldens', 'published-draws.json');
const published = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, PublishedDraws>>;
const labels = (runs: Runs): number[] => runs.flatMap(([label, count]) => Array<number>(count).fill(label));

describe.each(Object.entries(published))('the rows published for %s', (_name, { train, validation, draws }) => {
  it.each(draws)('$shots shots, seed $seed', ({ shots, seed, ...rows }) => {
    const options = { trainLabels: labels(train), validationLabels: labels(validation) };
    const sample = sampleShots({ ...options, shots, seed });
    expect([...sample.train]).toEqual(rows.train);
    expect([...sample.validation]).toEqual(rows.validation);
  });
});

/** Split files of CoOp and the complete index files; beside the repository, never in it. */
const splits = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared', 'data', 'splits');
const indices = join(splits, 'cross_modal_indices', 'indices');
const SPLIT_FILES = { caltech101: 'Caltech101', dtd: 'DescribableTextures', eurosat: 'EuroSAT' };

interface IndexFile {
  readonly train: { readonly data: readonly { readonly impath: string }[] };
  readonly val: { readonly data: readonly { readonly impath: string }[] };
}

describe.skipIf(!existsSync(splits)).each(Object.entries(SPLIT_FILES))(
  `the images published for %s (skipped where ${splits} is absent)`,
  (name, splitFile) => {
    let split: Split | undefined;
    const cells = [1, 2, 3].flatMap((seed) => [1, 2, 4, 8, 16].map((shots) => ({ seed, shots })));
    it.each(cells)('$shots shots, seed $seed', ({ seed, shots }) => {
      split ??= readSplitFile(join(splits, `split_zhou_${splitFile}.json`));
      const { ids } = drawShots({ split }, { shots, seed });
      const path = join(indices, name, `shot_${shots}-seed_${seed}.json`);
      const { train, val } = JSON.parse(readFileSync(path, 'utf8')) as IndexFile;
      // Theirs lie below a folder of images that ours do not name.
      const end = (impath: string, id: string): string => impath.split('/').slice(-id.split('/').length).join('/');
      expect(train.data.map(({ impath }, i) => end(impath, ids.train[i] ?? ''))).toEqual(ids.train);
      expect(val.data.map(({ impath }, i) => end(impath, ids.validation[i] ?? ''))).toEqual(ids.validation);
    });
  },
);
