import { cpSync, existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { floatToHalf, halfToFloat, readNpy } from '@shotbench/array-files';
import { FeatureCache, writeFeatureFolder, type FeatureFolder } from './index.ts';
import { errorOf, messageOf } from '@shotbench/errors/testing';
import { temporaryFolders } from '../test/helpers.ts';
import { editMeta, putArray, tinySet, tinySetWithTests } from '../test/tiny-set.ts';

const temporary = temporaryFolders();

function folderOf(contents: FeatureFolder = tinySet()): string {
  const folder = temporary();
  writeFeatureFolder(folder, contents);
  return folder;
}

function freshCache(): { cache: FeatureCache; store: string } {
  const store = join(temporary(), 'store');
  return { cache: new FeatureCache(store), store };
}

const rounded = (values: Float32Array): Float32Array => halfToFloat(floatToHalf(values));

describe('FeatureCache.importFolder', () => {
  it('keeps every value: image features to float16, text and labels exactly', () => {
    const { cache } = freshCache();
    const contents = tinySet();
    expect(cache.importFolder(folderOf(contents)).status).toBe('imported');
    const set = cache.open('tiny');
    expect(set.text()).toEqual(contents.text);
    for (const { shots, train, validation } of contents.draws) {
      expect(set.train(shots)).toEqual({ features: rounded(train.features), labels: train.labels, count: 3 * shots });
      expect(set.validation(shots).features).toEqual(rounded(validation.features));
    }
    for (const shots of [0, 1, 2, 16]) {
      const { features, labels } = contents.test;
      expect(set.test(shots)).toEqual({ features: rounded(features), labels, count: 15 });
    }
  });

  it('describes the set the same way on import, in the list, by name and opened', () => {
    const { cache } = freshCache();
    expect(cache.list()).toEqual([]);
    expect(cache.info('tiny')).toBeUndefined();
    const { info } = cache.importFolder(folderOf());
    expect(info).toEqual({
      name: 'tiny',
      drawsBySeed: false,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      backbone: 'none',
      featureDim: 4,
      logitScale: 100,
      classNames: ['missile', 'missile', 'sunglasses'],
      hasText: true,
      shots: [1, 2],
      testPerShots: false,
    });
    expect(cache.list()).toEqual([info]);
    expect(cache.info('tiny')).toEqual(info);
    expect(cache.open('tiny')).toMatchObject(info);
  });

  it('keeps a test set for each draw, and no text', () => {
    const { cache } = freshCache();
    const contents = tinySetWithTests();
    const { info } = cache.importFolder(folderOf(contents));
    expect(info).toMatchObject({ hasText: false, testPerShots: true });
    const set = cache.open('tiny');
    expect(set.text()).toBeUndefined();
    for (const { shots, test } of contents.draws) expect(set.test(shots).features).toEqual(rounded(test!.features));
    expect(errorOf(() => set.test(0))).toMatchObject({
      code: 'FEATURES_SHOTS',
      message: expect.stringContaining('"tiny" has no draw of 0 shots; expected one of 1, 2'),
    });
  });

  it('has draws in rising order, 16 after 2, and refuses others', () => {
    const { cache } = freshCache();
    const contents = tinySet();
    const [one, two] = contents.draws;
    const { info } = cache.importFolder(folderOf({ ...contents, draws: [{ ...one!, shots: 16 }, two!] }));
    expect(info.shots).toEqual([2, 16]);
    const set = cache.open('tiny');
    for (const call of [() => set.train(1), () => set.validation(4)]) expect(errorOf(call).code).toBe('FEATURES_SHOTS');
  });

  it('writes nothing when the same content comes again', () => {
    const { cache, store } = freshCache();
    const folder = folderOf();
    cache.importFolder(folder);
    const before = readdirSync(store, { recursive: true }).sort();
    expect(cache.importFolder(folder).status).toBe('unchanged');
    expect(cache.importFolder(folder, { replace: true }).status).toBe('unchanged');
    expect(readdirSync(store, { recursive: true }).sort()).toEqual(before);
  });

  it('refuses other content under a name that is taken, unless told to replace it', () => {
    const { cache } = freshCache();
    const first = cache.importFolder(folderOf(tinySet(0))).info;
    const other = folderOf(tinySet(1));
    expect(errorOf(() => cache.importFolder(other))).toMatchObject({
      code: 'FEATURES_NAME_TAKEN',
      message: expect.stringMatching(/another feature set "tiny".*choose another name with --name or pass --replace$/),
    });
    expect(cache.list()).toEqual([first]);
    expect(cache.importFolder(other, { name: 'Other-2.b_c' }).status).toBe('imported');
    const { info, status } = cache.importFolder(other, { replace: true });
    expect(status).toBe('replaced');
    expect(cache.info('tiny')).toEqual(info);
    expect(cache.list().map(({ name }) => name)).toEqual(['Other-2.b_c', 'tiny']);
    expect(cache.open('tiny').text()).toEqual(tinySet(1).text);
  });

  it('stores equal arrays once, within a set and across sets', () => {
    const { cache, store } = freshCache();
    const contents = tinySet();
    const draws = contents.draws.map((draw) => ({ ...draw, validation: contents.draws[0]!.validation }));
    cache.importFolder(folderOf({ ...contents, draws }));
    // Text, test, two training sets and one validation set for both draws.
    expect(readdirSync(join(store, 'entries'))).toHaveLength(5);
    cache.importFolder(folderOf({ ...contents, draws, logitScale: 50 }), { name: 'sharper' });
    expect(readdirSync(join(store, 'entries'))).toHaveLength(5);
    expect(cache.info('sharper')!.hash).not.toBe(cache.info('tiny')!.hash);
  });

  it('names entries by their manifest and files by their digest, so that sha256sum can check a store', () => {
    const { cache, store } = freshCache();
    cache.importFolder(folderOf());
    const record = JSON.parse(readFileSync(join(store, 'sets', 'tiny.json'), 'utf8')) as { content: { text: string } };
    const manifest = readFileSync(join(store, 'entries', record.content.text, 'manifest.json'), 'utf8');
    expect(manifest).toMatch(
      /^\{"arrays":\[\{"bytes":48,"dtype":"float32","file":"text.f32","sha256":"[0-9a-f]{64}","shape":\[3,4\]\}\],"format":1,"kind":"text"\}$/,
    );
    expect(readdirSync(store).sort()).toEqual(['entries', 'sets', 'tmp']);
    expect(readdirSync(join(store, 'tmp'))).toEqual([]);
  });

  it('rounds wider features to float16 and takes labels of any integer type', () => {
    const folder = folderOf();
    const { info } = freshCache().cache.importFolder(folder);
    const { features, labels } = tinySet().test;
    putArray(folder, 'test_x.npy', { dtype: 'float64', shape: [15, 4], data: Float64Array.from(features) });
    putArray(folder, 'test_y.npy', { dtype: 'int64', shape: [15], data: BigInt64Array.from(labels, BigInt) });
    expect(freshCache().cache.importFolder(folder).info.hash).toBe(info.hash);
    putArray(folder, 'test_x.npy', { dtype: 'float32', shape: [15, 4], data: features });
    putArray(folder, 'test_y.npy', { dtype: 'uint8', shape: [15], data: Uint8Array.from(labels) });
    expect(freshCache().cache.importFolder(folder).info.hash).toBe(info.hash);
  });

  it('keeps text in the precision it came in, and rounds float64 to float32', () => {
    const folder = folderOf();
    const { cache } = freshCache();
    const { text } = tinySet();
    putArray(folder, 'text.npy', { dtype: 'float64', shape: [3, 4], data: Float64Array.from(text) });
    cache.importFolder(folder, { name: 'double' });
    expect(cache.open('double').text()).toEqual(text);
    putArray(folder, 'text.npy', { dtype: 'float16', shape: [3, 4], data: floatToHalf(text) });
    cache.importFolder(folder, { name: 'half' });
    expect(cache.open('half').text()).toEqual(rounded(text));
  });
});

describe('the hash of a set', () => {
  const hashOf = (folder: string, name?: string): string =>
    freshCache().cache.importFolder(folder, name === undefined ? {} : { name }).info.hash;

  it('does not depend on the name, given or in meta.json', () => {
    const folder = folderOf();
    const hash = hashOf(folder);
    expect(hashOf(folder, 'renamed')).toBe(hash);
    editMeta(folder, { name: 'another', remark: 'ignored' });
    expect(hashOf(folder)).toBe(hash);
  });

  it.each<[string, Record<string, unknown>]>([
    ['the backbone', { backbone: 'other' }],
    ['the logit scale', { logitScale: 99.5 }],
    ['a class name', { classNames: ['missile', 'rocket', 'sunglasses'] }],
  ])('changes with %s', (_, members) => {
    const folder = folderOf();
    const hash = hashOf(folder);
    editMeta(folder, members);
    expect(hashOf(folder)).not.toBe(hash);
  });

  it('changes with one value of any array', () => {
    const folder = folderOf();
    const hashes = new Set([hashOf(folder)]);
    const files = readdirSync(folder).filter((name) => name.endsWith('.npy'));
    for (const name of files) {
      const changed = temporary();
      cpSync(folder, changed, { recursive: true });
      const array = readNpy(readFileSync(join(folder, name)), name);
      // A label moves to the next class, a feature to another number.
      array.data[2] = array.dtype === 'int32' ? ((array.data[2] as number) + 1) % 3 : 1;
      putArray(changed, name, array);
      hashes.add(hashOf(changed));
    }
    expect(files).toHaveLength(11);
    expect(hashes.size).toBe(12);
  });

  it('changes when two draws change places', () => {
    const folder = folderOf();
    const hash = hashOf(folder);
    for (const part of ['x', 'y']) {
      renameSync(join(folder, `val_1shot_${part}.npy`), join(folder, 'kept'));
      renameSync(join(folder, `val_2shot_${part}.npy`), join(folder, `val_1shot_${part}.npy`));
      renameSync(join(folder, 'kept'), join(folder, `val_2shot_${part}.npy`));
    }
    expect(hashOf(folder)).not.toBe(hash);
  });
});

describe('FeatureCache.open', () => {
  it('says which sets there are and how to import one', () => {
    const { cache, store } = freshCache();
    expect(messageOf(() => cache.open('dtd'))).toBe(
      `there is no feature set "dtd" in ${store}; expected one that was imported, and none was; import it with: shotbench features import FOLDER`,
    );
    cache.importFolder(folderOf(), { name: 'b' });
    cache.importFolder(folderOf(), { name: 'a' });
    expect(errorOf(() => cache.open('dtd'))).toMatchObject({
      code: 'FEATURES_UNKNOWN',
      message: expect.stringContaining('expected one of a, b; import it with'),
    });
  });

  it('never looks outside the store', () => {
    const { cache, store } = freshCache();
    cache.importFolder(folderOf());
    cpSync(join(store, 'sets', 'tiny.json'), join(store, 'outside.json'));
    expect(cache.info('../outside')).toBeUndefined();
    expect(errorOf(() => cache.open('../outside')).code).toBe('FEATURES_UNKNOWN');
  });

  it('creates nothing', () => {
    const { cache, store } = freshCache();
    cache.list();
    cache.info('dtd');
    expect(() => cache.open('dtd')).toThrow();
    expect(existsSync(store)).toBe(false);
  });
});
