import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeNpy } from '@shotbench/array-files';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';

import { featureFolder } from './feature-folder.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

/** The command fails with one line that holds the given words. */
async function expectRefusal(args: readonly string[], cwd: string, words: RegExp): Promise<void> {
  const { code, stdout, stderr } = await shotbench(args, cwd);
  expect(stderr).toMatch(words);
  expect(stderr).toMatch(/^shotbench: error: [^\n]*\n$/);
  expect(stdout).toBe('');
  expect(code).toBe(1);
}

describe('shotbench features import refuses', { timeout: 60_000 }, () => {
  let cwd: string;
  let folder: string;
  beforeEach(() => {
    cwd = temporaryFolder();
    folder = featureFolder(cwd, 'set');
  });

  it.each<[string, (folder: string) => void, RegExp]>([
    ['a missing folder', (f) => rmSync(f, { recursive: true }), /there is no folder .*set; expected a feature folder/],
    ['a truncated .npy', (f) => truncateSync(join(f, 'train_2shot_x.npy'), 150), /train_2shot_x\.npy.*expected/],
    [
      'a feature that is NaN',
      (f) => {
        const data = Float32Array.from({ length: 100 * 8 }, (_, i) => (i === 42 ? NaN : 1));
        writeFileSync(join(f, 'test_x.npy'), writeNpy({ dtype: 'float32', shape: [100, 8], data }));
      },
      /test_x\.npy: row 5, column 2 is NaN; expected finite numbers/,
    ],
    [
      'labels out of range',
      (f) => {
        const data = Int32Array.from({ length: 4 }, (_, i) => i + 1);
        writeFileSync(join(f, 'train_1shot_y.npy'), writeNpy({ dtype: 'int32', shape: [4], data }));
      },
      /train_1shot_y\.npy: row 3 has label 4; expected 0 to 3/,
    ],
    ['a missing file', (f) => rmSync(join(f, 'text.npy')), /text\.npy/],
    ['a broken meta.json', (f) => writeFileSync(join(f, 'meta.json'), '{'), /meta\.json.*JSON/],
  ])('%s', async (_title, damage, words) => {
    damage(folder);
    await expectRefusal(['features', 'import', folder, '--name', 'set'], cwd, words);
    expect(existsSync(join(cwd, '.cache'))).toBe(false);
  });
});

describe('shotbench run refuses', { timeout: 60_000 }, () => {
  const grid = ['--features', 'set', '--methods', 'taskres', '--shots', '1', '--seeds', '1'];
  const without = (option: string): string[] => {
    const at = grid.indexOf(option);
    return [...grid.slice(0, at), ...grid.slice(at + 2)];
  };
  const prepared = async (): Promise<string> => {
    const cwd = temporaryFolder();
    await shotbench(['features', 'import', featureFolder(cwd, 'set')], cwd);
    return cwd;
  };

  it.each<[string, string[], RegExp]>([
    [
      'an unknown method',
      [...without('--methods'), '--methods', 'taskrez'],
      /unknown method "taskrez"; expected one of [a-z, -]*taskres/,
    ],
    [
      'an unknown feature set',
      [...without('--features'), '--features', 'sat'],
      /"sat" is not in the cache, which has set/,
    ],
    ['shots that the set does not have', [...without('--shots'), '--shots', '3'], /no 3-shot images; it has 1, 2, 4/],
    ['a seed that is no number', [...without('--seeds'), '--seeds', 'one'], /--seeds is "one"; expected whole numbers/],
    ['half a request', without('--seeds'), /--seeds missing/],
    ['an unknown setting', [...grid, '--set', 'taskres.alfa=1'], /settings of taskres are wrong: .*alfa/],
    ['a setting out of range', [...grid, '--set', 'taskres.alpha=-1'], /settings of taskres are wrong: .*alpha/],
    [
      'an unknown executor',
      [...grid, '--executor', 'cuda'],
      /unknown executor "cuda"; expected one of onnx, tensorflow, cpu/,
    ],
    ['an unknown option', [...grid, '--sed', '1'], /unknown option '--sed'/],
    [
      'an unknown experiment',
      ['second-look'],
      /unknown experiment "second-look"; expected one of apex, base-to-novel, built-in, clip-vit-b32, mask-tuning, pixel-control, /,
    ],
  ])('%s', async (_title, args, words) => {
    const cwd = await prepared();
    await expectRefusal(['run', ...args], cwd, words);
    expect(existsSync(join(cwd, 'results'))).toBe(false);
  });

  it('an executor that is not installed, and says how to add it', async () => {
    const cwd = await prepared();
    const { code, stderr } = await shotbench(['run', ...grid, '--executor', 'tensorflow'], cwd);
    if (code === 0) return; // libtensorflow is installed here, so there is nothing to refuse
    expect(stderr).toMatch(/^shotbench: error: executor "tensorflow" needs .*"npm run add-tensorflow".*\n$/);
    expect(existsSync(join(cwd, 'results'))).toBe(false);
  });

  it('a damaged cache, before any cell is run', async () => {
    const cwd = await prepared();
    const entries = join(cwd, '.cache/features/entries');
    const file = readdirSync(entries, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.f16'))!;
    const bytes = readFileSync(join(entries, file));
    bytes[3]! ^= 1;
    writeFileSync(join(entries, file), bytes);
    await expectRefusal(['run', ...without('--shots'), '--shots', '1,2,4'], cwd, /damaged: .*SHA-256/);
    expect(existsSync(join(cwd, 'results'))).toBe(false);
  });

  it('a database of a newer version, of something else, or none, and leaves it as it is', async () => {
    const cwd = await prepared();
    const file = join(cwd, 'newer.sqlite');
    await shotbench(['run', ...grid, '--db', file], cwd);
    const db = new Sqlite(file);
    db.pragma('user_version = 99');
    db.pragma('journal_mode = DELETE');
    db.close();
    const other = join(cwd, 'notes.txt');
    writeFileSync(other, 'these are my notes, and no database\n'.repeat(100));
    for (const [path, words] of [
      [file, /newer\.sqlite has format version 99, written by a newer Shotbench/],
      [other, /notes\.txt is not a SQLite database/],
    ] as const) {
      const before = readFileSync(path);
      await expectRefusal(['run', ...grid, '--db', path], cwd, words);
      await expectRefusal(['table', '--db', path], cwd, words);
      expect(readFileSync(path)).toEqual(before);
    }
    await expectRefusal(['table', '--db', 'none.sqlite'], cwd, /none\.sqlite does not exist/);
    expect(existsSync(join(cwd, 'none.sqlite'))).toBe(false);
  });
});
