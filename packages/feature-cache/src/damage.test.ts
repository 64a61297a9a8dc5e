import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { hashJson, sha256 } from '@shotbench/content-hash';
import { describe, expect, it } from 'vitest';

import { FeatureCache, writeFeatureFolder, type FeatureSet } from './index.ts';
import { errorOf } from '@shotbench/errors/testing';
import { temporaryFolders } from '../test/helpers.ts';
import { tinySet } from '../test/tiny-set.ts';

const temporary = temporaryFolders();

const folder = temporary();
writeFeatureFolder(folder, tinySet());
const pristine = temporary();
new FeatureCache(pristine).importFolder(folder);

/** A copy of a store with one imported set. */
function storeCopy(): { cache: FeatureCache; store: string } {
  const store = temporary();
  cpSync(pristine, store, { recursive: true });
  return { cache: new FeatureCache(store), store };
}

/** Every file under entries/, relative to the store. */
const entryFiles = readdirSync(join(pristine, 'entries'), { recursive: true, encoding: 'utf8' })
  .map((name) => join('entries', name))
  .filter((name) => statSync(join(pristine, name)).isFile())
  .sort();
const dataFiles = entryFiles.filter((name) => !name.endsWith('.json'));

function readAll(set: FeatureSet): void {
  set.text();
  set.test(0);
  for (const shots of set.shots) {
    set.train(shots);
    set.validation(shots);
  }
}

function flipByte(path: string, position = 1): void {
  const bytes = readFileSync(path);
  bytes[position]! ^= 1;
  writeFileSync(path, bytes);
}

describe('a damaged entry', () => {
  it('holds eleven data files and six manifests in this test', () => {
    expect([entryFiles.length, dataFiles.length]).toEqual([17, 11]);
  });

  it.each(dataFiles.map((_, i) => i))('is found by one flipped byte in data file %i, which it names', (i) => {
    const { cache, store } = storeCopy();
    const path = join(store, dataFiles[i]!);
    const expected = sha256(readFileSync(path));
    flipByte(path);
    const error = errorOf(() => readAll(cache.open('tiny')));
    expect(error.code).toBe('FEATURES_DAMAGED');
    expect(error.message).toBe(
      `the feature cache is damaged: ${path} has SHA-256 ${sha256(readFileSync(path))}; expected ${expected}; import the set again`,
    );
  });

  it('hands out the other arrays', () => {
    const { cache, store } = storeCopy();
    const { content } = JSON.parse(readFileSync(join(store, 'sets', 'tiny.json'), 'utf8')) as Record<'content', never>;
    flipByte(join(store, 'entries', content['test'], 'labels.i32'));
    const set = cache.open('tiny');
    expect(() => set.test(0)).toThrow('labels.i32 has SHA-256');
    expect(set.text()).toEqual(tinySet().text);
    expect(set.train(2).count).toBe(6);
  });

  it.each(entryFiles.map((_, i) => i))('is found on opening if file %i is missing', (i) => {
    const { cache, store } = storeCopy();
    rmSync(join(store, entryFiles[i]!));
    expect(() => cache.open('tiny')).toThrow(`${join(store, entryFiles[i]!)} is missing; import the set again`);
  });

  it('is found on opening if a manifest was changed, a file cut or prolonged', () => {
    for (const name of entryFiles.filter((file) => file.endsWith('.json'))) {
      const { cache, store } = storeCopy();
      flipByte(join(store, name));
      expect(() => cache.open('tiny')).toThrow(`${join(store, name)} has SHA-256`);
    }
    const { cache, store } = storeCopy();
    const path = join(store, dataFiles[0]!);
    const { size } = statSync(path);
    appendFileSync(path, 'x');
    expect(() => cache.open('tiny')).toThrow(`${path} has ${size + 1} bytes; expected ${size}`);
  });

  it('is found if its manifest has the right hash and says something else', () => {
    const { cache, store } = storeCopy();
    const record = JSON.parse(readFileSync(join(store, 'sets', 'tiny.json'), 'utf8')) as { content: { text: string } };
    const forge = (manifest: string): void => {
      const id = sha256(manifest);
      mkdirSync(join(store, 'entries', id));
      writeFileSync(join(store, 'entries', id, 'manifest.json'), manifest);
      const content = { ...record.content, text: id };
      writeFileSync(join(store, 'sets', 'tiny.json'), JSON.stringify({ hash: hashJson(content), content }));
    };
    forge('{"format":2}');
    expect(() => cache.open('tiny')).toThrow(/manifest.json is unknown \(format: .*import the set again/);
    forge('{"format":1,"kind":"text","arrays":[]}');
    expect(() => cache.open('tiny').text()).toThrow('manifest.json lists no text.f32');
  });

  it('is restored by importing the folder again, whatever happened to it', () => {
    const spoil: ((path: string) => void)[] = [
      flipByte,
      (path) => rmSync(path),
      (path) => rmSync(dirname(path), { recursive: true }),
      (path) => {
        rmSync(dirname(path), { recursive: true });
        writeFileSync(dirname(path), 'a file');
      },
    ];
    for (const harm of spoil) {
      const { cache, store } = storeCopy();
      harm(join(store, dataFiles[3]!));
      expect(cache.importFolder(folder).status).toBe('replaced');
      expect(cache.importFolder(folder).status).toBe('unchanged');
      readAll(cache.open('tiny'));
      expect(readdirSync(join(store, 'tmp'))).toEqual([]);
    }
  });
});

describe('a damaged record', () => {
  it.each<[string, (text: string) => string, string]>([
    ['is cut', (text) => text.slice(0, 40), 'is not JSON'],
    ['lacks a member', (text) => text.replace('"backbone"', '"backbones"'), 'is not a set record (content.backbone: '],
    ['has another logit scale', (text) => text.replace('100', '10'), 'has content of SHA-256'],
  ])('that %s is found by all ways of reading and replaced when told to', (_, edit, message) => {
    const { cache, store } = storeCopy();
    const path = join(store, 'sets', 'tiny.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, edit(text));
    for (const read of [
      () => cache.list(),
      () => cache.info('tiny'),
      () => cache.open('tiny'),
      () => cache.importFolder(folder),
    ]) {
      expect(errorOf(read)).toMatchObject({
        code: 'FEATURES_DAMAGED',
        message: expect.stringContaining(`${path} ${message}`),
      });
      expect(errorOf(read).message).toMatch(/^[^\n]*; import "tiny" again with --replace$/);
    }
    expect(cache.importFolder(folder, { replace: true }).status).toBe('replaced');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('what a killed import leaves', () => {
  it('is not seen, and an old leftover is removed by the next import', () => {
    const store = join(temporary(), 'store');
    const cache = new FeatureCache(store);
    for (const name of ['import-old', 'import-new']) {
      mkdirSync(join(store, 'tmp', name, 'half'), { recursive: true });
      writeFileSync(join(store, 'tmp', name, 'half', 'features.f16'), 'cut');
    }
    const { mtimeMs } = statSync(join(store, 'tmp'));
    utimesSync(join(store, 'tmp', 'import-old'), mtimeMs / 1000, mtimeMs / 1000 - 7200);
    expect(cache.list()).toEqual([]);
    expect(cache.importFolder(folder).status).toBe('imported');
    // The recent one may belong to an import that is running.
    expect(readdirSync(join(store, 'tmp'))).toEqual(['import-new']);
    readAll(cache.open('tiny'));
  });

  it('is completed by the next import when some entries but no record were in place', () => {
    for (const kept of [0, 1, 3, 6]) {
      const { cache, store } = storeCopy();
      rmSync(join(store, 'sets'), { recursive: true });
      for (const id of readdirSync(join(store, 'entries')).slice(kept)) {
        renameSync(join(store, 'entries', id), join(store, 'tmp', id));
      }
      expect(cache.list()).toEqual([]);
      expect(cache.importFolder(folder).status).toBe('imported');
      readAll(cache.open('tiny'));
    }
  });

  it('is reported, not half done, when the store cannot be written', () => {
    const file = join(temporary(), 'file');
    writeFileSync(file, '');
    const error = errorOf(() => new FeatureCache(join(file, 'store')).importFolder(folder));
    expect(error.code).toBe('FEATURES_WRITE');
    expect(error.message).toMatch(/could not write to the feature cache .*ENOTDIR[^\n]*$/);
  });
});
