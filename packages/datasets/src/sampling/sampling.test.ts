import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readSplitFile } from '../folder/split-file.ts';
import { PythonRandom } from './python-random.ts';
import { sampleShots } from './sample-shots.ts';

interface Golden {
  readonly python: string;
  readonly seed: readonly {
    readonly seed: number;
    readonly random: readonly number[];
    readonly getrandbits32: readonly number[];
    readonly randbelow: readonly { readonly n: number; readonly value: number }[];
  }[];
  readonly sample: readonly Draw[];
  readonly choices: readonly Draw[];
  readonly shuffle: readonly { readonly seed: number; readonly n: number; readonly value: readonly number[] }[];
  readonly interleaved: readonly {
    readonly op: string;
    readonly n: number;
    readonly k: number;
    readonly value: unknown;
  }[];
  readonly fewshot: {
    readonly train_labels: Readonly<Record<string, readonly number[]>>;
    readonly val_labels: Readonly<Record<string, readonly number[]>>;
    readonly runs: readonly {
      readonly order: string;
      readonly seed: number;
      readonly shots: number;
      readonly repeat: boolean;
      readonly train: readonly number[];
      readonly val: readonly number[];
    }[];
  };
}

interface Draw {
  readonly seed: number;
  readonly n: number;
  readonly k: number;
  readonly value: readonly number[];
}

/** Made with CPython's own `random`. */
const file = join(import.meta.dirname, '..', '..', 'test', 'goldens', 'python-random.json');
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;

describe("CPython's random", () => {
  it.each(golden.seed)('seed $seed', ({ seed, random: uniform, getrandbits32, randbelow }) => {
    const random = new PythonRandom(seed);
    expect(uniform.map(() => random.random())).toEqual(uniform);
    expect(getrandbits32.map(() => random.getrandbits(32))).toEqual(getrandbits32);
    expect(randbelow.map(({ n }) => random.below(n))).toEqual(randbelow.map(({ value }) => value));
  });

  it('sample, on both of its branches', () => {
    for (const { seed, n, k, value } of golden.sample) {
      expect(new PythonRandom(seed).sample(n, k), `seed ${seed}, ${k} of ${n}`).toEqual(value);
    }
  });

  it('choices', () => {
    for (const { seed, n, k, value } of golden.choices) expect(new PythonRandom(seed).choices(n, k)).toEqual(value);
  });

  it('all of them from one stream', () => {
    const random = new PythonRandom(1);
    const calls: Readonly<Record<string, (n: number, k: number) => unknown>> = {
      sample: (n, k) => random.sample(n, k),
      choices: (n, k) => random.choices(n, k),
      random: () => random.random(),
      randbelow: (n) => random.below(n),
      shuffle: (n) => {
        const items = Array.from({ length: n }, (_, i) => i);
        random.shuffle(items);
        return items;
      },
    };
    for (const { op, n, k, value } of golden.interleaved) expect(calls[op]!(n, k), op).toEqual(value);
  });

  it('shuffle', () => {
    for (const { seed, n, value } of golden.shuffle) {
      const items = Array.from({ length: n }, (_, i) => i);
      new PythonRandom(seed).shuffle(items);
      expect(items).toEqual(value);
    }
  });
});

describe('drawing shots', () => {
  const runs = golden.fewshot.runs.filter(({ repeat }) => !repeat);
  it.each(runs)('as Dassl does: $order, seed $seed, $shots shots', ({ order, seed, shots, train, val }) => {
    const sample = sampleShots({
      trainLabels: golden.fewshot.train_labels[order]!,
      validationLabels: golden.fewshot.val_labels[order]!,
      shots,
      seed,
    });
    expect([...sample.train]).toEqual(train);
    expect([...sample.validation]).toEqual(val);
  });

  it('refuses a shot count that is none', () => {
    const options = { trainLabels: [0], validationLabels: [0], seed: 1 };
    expect(() => sampleShots({ ...options, shots: 0 })).toThrow('the shot count is 0; expected a whole number');
    expect(() => sampleShots({ ...options, shots: 1.5 })).toThrow('the shot count is 1.5');
  });
});

/** Split files of CoOp and the indices that another project drew from them; beside the repository, never in it. */
const splits = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared', 'data', 'splits');
const SPLIT_FILES: Readonly<Record<string, string>> = {
  caltech101: 'Caltech101',
  dtd: 'DescribableTextures',
  eurosat: 'EuroSAT',
};

interface Published {
  readonly train: { readonly data: readonly { readonly impath: string }[] };
  readonly val: { readonly data: readonly { readonly impath: string }[] };
}

describe.skipIf(!existsSync(splits))(`published indices (skipped where ${splits} is absent)`, () => {
  const cells = Object.keys(SPLIT_FILES).flatMap((dataset) =>
    [1, 2, 3].flatMap((seed) => [1, 2, 4, 8, 16].map((shots) => ({ dataset, seed, shots }))),
  );
  it.each(cells)('$dataset, $shots shots, seed $seed', ({ dataset, seed, shots }) => {
    const split = readSplitFile(join(splits, `split_zhou_${SPLIT_FILES[dataset]}.json`));
    const sample = sampleShots({
      trainLabels: split.train.map(({ label }) => label),
      validationLabels: split.validation.map(({ label }) => label),
      shots,
      seed,
    });
    const path = join(splits, 'cross_modal_indices', 'indices', dataset, `shot_${shots}-seed_${seed}.json`);
    const { train, val } = JSON.parse(readFileSync(path, 'utf8')) as Published;
    // Theirs lie below a folder of images that ours do not name.
    const end = (impath: string, length: number): string => impath.split('/').slice(-length).join('/');
    const expectPaths = (drawn: readonly string[], published: readonly { readonly impath: string }[]): void => {
      expect(drawn).toEqual(published.map(({ impath }, i) => end(impath, drawn[i]?.split('/').length ?? 0)));
    };
    expectPaths(
      [...sample.train].map((row) => split.train[row]!.path),
      train.data,
    );
    expectPaths(
      [...sample.validation].map((row) => split.validation[row]!.path),
      val.data,
    );
  });
});
