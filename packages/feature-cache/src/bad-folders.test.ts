import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { floatToHalf } from '@shotbench/array-files';
import { FeatureCache, writeFeatureFolder, type FeatureFolder, type ImportOptions } from './index.ts';
import { errorOf } from '@shotbench/errors/testing';
import { temporaryFolders } from '../test/helpers.ts';
import { editMeta, putArray, tinySet, tinySetWithTests } from '../test/tiny-set.ts';

const temporary = temporaryFolders();

const ones = (count: number): Float32Array => new Float32Array(count).fill(1);
const remove = (name: string) => (folder: string) => rmSync(join(folder, name));
const meta = (members: Record<string, unknown>) => (folder: string) => editMeta(folder, members);

/** Writes 15 test rows of float32 with one value set. */
const testValue = (index: number, value: number) => (folder: string) => {
  const data = ones(60);
  data[index] = value;
  putArray(folder, 'test_x.npy', { dtype: 'float32', shape: [15, 4], data });
};

/** Writes 15 labels with one set. */
const testLabel = (row: number, label: number) => (folder: string) => {
  const data = new Int32Array(15);
  data[row] = label;
  putArray(folder, 'test_y.npy', { dtype: 'int32', shape: [15], data });
};

type Case = [what: string, spoil: (folder: string) => void, code: string, message: string];

const META_CASES: Case[] = [
  ['a missing meta.json', remove('meta.json'), 'FEATURES_META', 'meta.json is missing; expected {"name"'],
  [
    'a meta.json that is not JSON',
    (f) => writeFileSync(join(f, 'meta.json'), '{"name":\n}'),
    'FEATURES_META',
    'meta.json is not JSON: Unexpected token',
  ],
  ['a meta.json that is a list', (f) => writeFileSync(join(f, 'meta.json'), '[]'), 'FEATURES_META', 'expected object'],
  [
    'a missing member',
    meta({ testPerShots: undefined }),
    'FEATURES_META',
    'testPerShots: Invalid input: expected boolean',
  ],
  ['several missing members', meta({ text: undefined, name: undefined }), 'FEATURES_META', '(and 1 more)'],
  ['a width of zero', meta({ featureDim: 0 }), 'FEATURES_META', 'featureDim: '],
  ['a broken width', meta({ featureDim: 4.5 }), 'FEATURES_META', 'featureDim: '],
  ['a logit scale of zero', meta({ logitScale: 0 }), 'FEATURES_META', 'logitScale: '],
  ['a negative logit scale', meta({ logitScale: -1 }), 'FEATURES_META', 'logitScale: '],
  [
    'an endless logit scale',
    (f) =>
      writeFileSync(
        join(f, 'meta.json'),
        readFileSync(join(f, 'meta.json'), 'utf8').replace(/(?<="logitScale": )100/, '1e999'),
      ),
    'FEATURES_META',
    'logitScale: ',
  ],
  ['no class names', meta({ classNames: [] }), 'FEATURES_META', 'classNames: '],
  ['a class name that is empty', meta({ classNames: ['a', '', 'c'] }), 'FEATURES_META', 'classNames.1: '],
];

const FILE_CASES: Case[] = [
  ['a missing text.npy', remove('text.npy'), 'FEATURES_FILES', 'text.npy is missing; expected because text is true'],
  ['text.npy where text is false', meta({ text: false }), 'FEATURES_FILES', 'text.npy has no place in the folder'],
  [
    'training without validation',
    remove('val_2shot_x.npy'),
    'FEATURES_FILES',
    'val_2shot_x.npy is missing; expected because other files have 2 shots',
  ],
  ['validation without training', remove('train_1shot_x.npy'), 'FEATURES_FILES', 'train_1shot_x.npy is missing'],
  ['features without labels', remove('train_2shot_y.npy'), 'FEATURES_FILES', 'train_2shot_y.npy is missing'],
  [
    'no test set',
    remove('test_x.npy'),
    'FEATURES_FILES',
    'test_x.npy is missing; expected because every set needs a test set',
  ],
  ['no test labels', remove('test_y.npy'), 'FEATURES_FILES', 'test_y.npy is missing'],
  [
    'a shared test set where each draw should have one',
    meta({ testPerShots: true }),
    'FEATURES_FILES',
    'test_x.npy has no place in the folder',
  ],
  [
    'a misspelt file',
    (f) => writeFileSync(join(f, 'train_4shots_x.npy'), ''),
    'FEATURES_FILES',
    'train_4shots_x.npy has no place',
  ],
  [
    'zero shots',
    (f) => writeFileSync(join(f, 'train_0shot_x.npy'), ''),
    'FEATURES_FILES',
    'train_0shot_x.npy has no place',
  ],
  [
    'no shot counts',
    (f) =>
      [1, 2].forEach((k) =>
        ['train', 'val'].forEach((s) => ['x', 'y'].forEach((p) => remove(`${s}_${k}shot_${p}.npy`)(f))),
      ),
    'FEATURES_FILES',
    'has no shot counts',
  ],
  [
    'a cut array',
    (f) => writeFileSync(join(f, 'test_x.npy'), readFileSync(join(f, 'test_x.npy')).subarray(0, -1)),
    'NPY_TRUNCATED',
    'test_x.npy is cut short',
  ],
  [
    'something else than an array',
    (f) => writeFileSync(join(f, 'test_y.npy'), 'hello world'),
    'NPY_MAGIC',
    'test_y.npy is not an .npy file',
  ],
  [
    'a folder for a file',
    (f) => {
      remove('test_x.npy')(f);
      mkdirSync(join(f, 'test_x.npy'));
    },
    'FEATURES_READ',
    'could not read',
  ],
];

const VALUE_CASES: Case[] = [
  [
    'features of another width',
    (f) => putArray(f, 'val_1shot_x.npy', { dtype: 'float32', shape: [3, 5], data: ones(15) }),
    'FEATURES_SHAPE',
    'val_1shot_x.npy has shape [3, 5]; expected [rows, 4]',
  ],
  [
    'features of one dimension',
    (f) => putArray(f, 'val_1shot_x.npy', { dtype: 'float32', shape: [12], data: ones(12) }),
    'FEATURES_SHAPE',
    'shape [12]',
  ],
  [
    'no rows',
    (f) => putArray(f, 'val_1shot_x.npy', { dtype: 'float32', shape: [0, 4], data: ones(0) }),
    'FEATURES_SHAPE',
    'at least one row',
  ],
  [
    'fewer labels than rows',
    (f) => putArray(f, 'test_y.npy', { dtype: 'int32', shape: [14], data: new Int32Array(14) }),
    'FEATURES_SHAPE',
    'test_y.npy has shape [14]; expected [15]',
  ],
  [
    'labels of two dimensions',
    (f) => putArray(f, 'test_y.npy', { dtype: 'int32', shape: [15, 1], data: new Int32Array(15) }),
    'FEATURES_SHAPE',
    'shape [15, 1]',
  ],
  [
    'text of other classes',
    (f) => putArray(f, 'text.npy', { dtype: 'float32', shape: [2, 4], data: ones(8) }),
    'FEATURES_SHAPE',
    'text.npy has shape [2, 4]; expected 3 rows, because classNames',
  ],
  [
    'text of another width',
    (f) => putArray(f, 'text.npy', { dtype: 'float32', shape: [3, 3], data: ones(9) }),
    'FEATURES_SHAPE',
    'text.npy has shape [3, 3]; expected [rows, 4]',
  ],
  [
    'integer features',
    (f) => putArray(f, 'test_x.npy', { dtype: 'uint8', shape: [15, 4], data: new Uint8Array(60).fill(1) }),
    'FEATURES_DTYPE',
    'test_x.npy has element type uint8',
  ],
  [
    'integer text',
    (f) => putArray(f, 'text.npy', { dtype: 'int32', shape: [3, 4], data: new Int32Array(12).fill(1) }),
    'FEATURES_DTYPE',
    'text.npy has element type int32',
  ],
  [
    'labels that are not integers',
    (f) => putArray(f, 'test_y.npy', { dtype: 'float32', shape: [15], data: ones(15) }),
    'FEATURES_DTYPE',
    'test_y.npy has element type float32',
  ],
  [
    'labels that are booleans',
    (f) => putArray(f, 'test_y.npy', { dtype: 'bool', shape: [15], data: new Uint8Array(15) }),
    'FEATURES_DTYPE',
    'element type bool',
  ],
  ['NaN', testValue(4 * 2 + 3, NaN), 'FEATURES_VALUE', 'test_x.npy: row 2, column 3 is NaN; expected finite'],
  [
    'infinity',
    testValue(59, -Infinity),
    'FEATURES_VALUE',
    'test_x.npy: row 14, column 3 is -Infinity; expected finite',
  ],
  [
    'infinity in float16',
    (f) =>
      putArray(f, 'val_1shot_x.npy', {
        dtype: 'float16',
        shape: [3, 4],
        data: floatToHalf([1, 1, 1, 1, 1, Infinity, 1, 1, 1, 1, 1, 1]),
      }),
    'FEATURES_VALUE',
    'row 1, column 1 is Infinity; expected finite',
  ],
  [
    'a value that float16 cannot hold',
    testValue(4, 65520),
    'FEATURES_VALUE',
    'test_x.npy: row 1, column 0 is 65520, which overflows float16',
  ],
  [
    'a row of zeros',
    (f) =>
      putArray(f, 'val_1shot_x.npy', {
        dtype: 'float32',
        shape: [3, 4],
        data: Float32Array.of(1, 0, 0, 0, 0, 0, 0, 1, 0, -0, 0, 0),
      }),
    'FEATURES_VALUE',
    'val_1shot_x.npy: row 2 is zero in every column as float16',
  ],
  [
    'a row too small for float16',
    (f) => putArray(f, 'val_1shot_x.npy', { dtype: 'float32', shape: [3, 4], data: ones(12).fill(1e-9, 4, 8) }),
    'FEATURES_VALUE',
    'row 1 is zero',
  ],
  [
    'NaN in text',
    (f) => putArray(f, 'text.npy', { dtype: 'float32', shape: [3, 4], data: ones(12).fill(NaN, 11) }),
    'FEATURES_VALUE',
    'text.npy: row 2, column 3 is NaN',
  ],
  [
    'text that float32 cannot hold',
    (f) => putArray(f, 'text.npy', { dtype: 'float64', shape: [3, 4], data: new Float64Array(12).fill(1e39) }),
    'FEATURES_VALUE',
    'text.npy: row 0, column 0 is 1e+39, which overflows float32',
  ],
  [
    'a text row of zeros',
    (f) => putArray(f, 'text.npy', { dtype: 'float32', shape: [3, 4], data: ones(12).fill(0, 0, 4) }),
    'FEATURES_VALUE',
    'text.npy: row 0 is zero',
  ],
  ['a negative label', testLabel(7, -1), 'FEATURES_LABEL', 'test_y.npy: row 7 has label -1; expected 0 to 2'],
  ['a label past the classes', testLabel(14, 3), 'FEATURES_LABEL', 'test_y.npy: row 14 has label 3; expected 0 to 2'],
  [
    'a huge 64-bit label',
    (f) =>
      putArray(f, 'test_y.npy', { dtype: 'uint64', shape: [15], data: new BigUint64Array(15).fill(2n ** 64n - 1n) }),
    'FEATURES_LABEL',
    'row 0 has label 18446744073709551615',
  ],
];

function expectRefused(folder: string, options: ImportOptions, code: string, message: string): void {
  const store = join(temporary(), 'store');
  const error = errorOf(() => new FeatureCache(store).importFolder(folder, options));
  expect(error.message).toContain(message);
  expect(error.message).toMatch(/^[^\n]+;[^\n]+$/);
  expect(error.code).toBe(code);
  expect(existsSync(store)).toBe(false);
}

function folderOf(contents: FeatureFolder = tinySet()): string {
  const folder = temporary();
  writeFeatureFolder(folder, contents);
  return folder;
}

describe('importing a faulty folder writes nothing and names the fault', () => {
  it.each([...META_CASES, ...FILE_CASES, ...VALUE_CASES])('%s', (_, spoil, code, message) => {
    const folder = folderOf();
    spoil(folder);
    expectRefused(folder, {}, code, message);
  });

  it('a draw without its test set', () => {
    const folder = folderOf(tinySetWithTests());
    remove('test_2shot_y.npy')(folder);
    expectRefused(
      folder,
      {},
      'FEATURES_FILES',
      'test_2shot_y.npy is missing; expected because other files have 2 shots',
    );
  });

  it('a test set of one draw where all share one', () => {
    const folder = folderOf(tinySetWithTests());
    editMeta(folder, { testPerShots: false });
    expectRefused(folder, {}, 'FEATURES_FILES', 'test_1shot_x.npy has no place in the folder');
  });

  it('no folder, or a file in its place', () => {
    const folder = temporary();
    expectRefused(join(folder, 'none'), {}, 'FEATURES_FOLDER', `there is no folder ${join(folder, 'none')}`);
    writeFileSync(join(folder, 'file'), '');
    expectRefused(join(folder, 'file'), {}, 'FEATURES_FOLDER', 'there is no folder');
  });

  it.each(['', '.hidden', '-x', '../x', 'a/b', 'a\\b', 'a b', 'a\n', 'é', 'x'.repeat(101)])('the name %j', (name) => {
    expectRefused(folderOf(), { name }, 'FEATURES_NAME', `cannot be called ${JSON.stringify(name)}; expected 1 to 100`);
    expectRefused(folderOf({ ...tinySet(), name }), {}, 'FEATURES_NAME', 'choose another with --name');
  });
});

describe('writeFeatureFolder', () => {
  it('leaves nothing of an earlier set, and other files alone', () => {
    const folder = folderOf();
    writeFileSync(join(folder, 'README'), 'mine');
    writeFeatureFolder(folder, tinySetWithTests());
    const { info } = new FeatureCache(join(temporary(), 'store')).importFolder(folder);
    expect(info).toMatchObject({ hasText: false, testPerShots: true });
    expect(readFileSync(join(folder, 'README'), 'utf8')).toBe('mine');
  });

  const good = tinySet();
  const [one, two] = good.draws as [FeatureFolder['draws'][number], FeatureFolder['draws'][number]];
  it.each<[string, FeatureFolder, string, string]>([
    ['a width that is no divisor', { ...good, text: ones(13) }, 'FEATURES_SHAPE', 'text.npy has shape [3.25, 4]'],
    [
      'rows that are cut',
      { ...good, test: { ...good.test, features: ones(59) } },
      'FEATURES_SHAPE',
      'test_x.npy has shape [14.75, 4]',
    ],
    [
      'labels of other rows',
      { ...good, test: { ...good.test, labels: new Int32Array(3) } },
      'FEATURES_SHAPE',
      'test_y.npy has shape [3]; expected [15]',
    ],
    [
      'a label past the classes',
      { ...good, test: { ...good.test, labels: new Int32Array(15).fill(3) } },
      'FEATURES_LABEL',
      'row 0 has label 3',
    ],
    [
      'values too large for float16',
      { ...good, test: { ...good.test, features: ones(60).fill(1e5) } },
      'FEATURES_VALUE',
      '100000, which overflows float16',
    ],
    ['a scale of zero', { ...good, logitScale: 0 }, 'FEATURES_META', 'logitScale: '],
    ['no draws', { ...good, draws: [] }, 'FEATURES_FILES', 'draws of [] shots'],
    ['the same shots twice', { ...good, draws: [one, one] }, 'FEATURES_FILES', 'draws of [1, 1] shots'],
    ['broken shots', { ...good, draws: [one, { ...two, shots: 1.5 }] }, 'FEATURES_FILES', 'draws of [1, 1.5] shots'],
    [
      'a shared and an own test set',
      { ...good, draws: [one, { ...two, test: good.test }] },
      'FEATURES_FILES',
      'not both',
    ],
    ['a draw without a test set', { ...tinySetWithTests(), draws: [one] }, 'FEATURES_FILES', 'or one in each draw'],
  ])('refuses %s and writes nothing', (_, contents, code, message) => {
    const folder = join(temporary(), 'set');
    expect(errorOf(() => writeFeatureFolder(folder, contents))).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect(existsSync(folder)).toBe(false);
  });
});
