import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { Tracker } from '@shotbench/tracker';
import { beforeEach, describe, expect, it } from 'vitest';

import { CLIP_BENCHMARK_CSV, clipBenchmarkJson, dasslLog, TIP_ADAPTER_LOG } from '../../test/made-up-logs.ts';
import { temporaryFolder } from '../../test/shotbench.ts';
import { readResults } from './read-results.ts';

let root: string;
beforeEach(() => {
  root = temporaryFolder();
});

function write(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('readResults', () => {
  it('finds every format below a folder by content, and passes over the rest', () => {
    write('out/a/seed1/log.txt', dasslLog());
    write('out/a/seed2/log.txt-2021-10-01-12-00-00', dasslLog({ seed: 2 }));
    write('out/exp.log', TIP_ADAPTER_LOG);
    write('out/clip.json', clipBenchmarkJson());
    write('out/clip.csv', CLIP_BENCHMARK_CSV);
    write('out/package.json', '{"name": "x", "version": "1.0.0"}');
    write('out/notes.txt', 'the accuracy of CoOp: 61.58\n');
    write('out/.cache/log.txt', dasslLog({ seed: 9 }));
    write('out/log.py', dasslLog({ seed: 8 }));
    symlinkSync(join(root, 'out'), join(root, 'out/a/round'));
    const { runs } = readResults([join(root, 'out')]);
    const counts = new Map<string, number>();
    for (const { identity } of runs)
      counts.set(identity.engine.executor, (counts.get(identity.engine.executor) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({ dassl: 2, 'tip-adapter': 32, 'clip-benchmark': 3 });
    expect(runs.flatMap(({ sources }) => sources).find(({ path }) => path.endsWith('log.txt'))).toMatchObject({
      path: 'out/a/seed1/log.txt',
      sha256: sha256(dasslLog()),
    });
  });

  it('takes each run once: the first by path, and says what the others have', () => {
    write('out/1/log.txt', dasslLog({ correct: 1000 }));
    write('out/2/log.txt', dasslLog({ correct: 1000 }));
    write('out/2/log.txt-2021', dasslLog({ correct: 1001 }));
    const { runs, skipped } = readResults([join(root, 'out')]);
    expect(runs.map(({ result, sources }) => [result.metrics.correct, sources[0]!.path])).toEqual([
      [1000, 'out/1/log.txt'],
    ]);
    expect(skipped).toEqual([
      { path: 'out/2/log.txt', reason: 'it is the same run as out/1/log.txt' },
      {
        path: 'out/2/log.txt-2021',
        reason: 'it is the same run as out/1/log.txt, which has 59.10 % in place of 59.16 %',
      },
    ]);
  });

  it('takes a rerun for the run that crashed', () => {
    write('out/log.txt', dasslLog({ crashes: 'training' }));
    write('out/log.txt-2021', dasslLog());
    const { runs, skipped } = readResults([join(root, 'out')]);
    expect(runs).toHaveLength(1);
    expect(skipped).toEqual([{ path: 'out/log.txt', reason: 'the training did not finish' }]);
  });

  it('calls the model as it is told to', () => {
    const { runs } = readResults([write('exp.log', TIP_ADAPTER_LOG)], { backbone: 'clip-rn50' });
    expect(new Set(runs.map(({ identity }) => identity.backbone))).toEqual(new Set(['clip-rn50']));
  });

  it('reads one format only if asked', () => {
    write('out/log.txt', dasslLog());
    write('out/exp.log', TIP_ADAPTER_LOG);
    expect(readResults([join(root, 'out')], { from: 'dassl' })).toMatchObject({ runs: [{}], skipped: [] });
    // A file that is named itself is read as what it is said to be.
    expect(readResults([join(root, 'out/exp.log')], { from: 'dassl' })).toMatchObject({
      runs: [],
      skipped: [{ path: 'exp.log' }],
    });
  });

  it.each<[string, (root: string) => string, string, RegExp]>([
    ['a path that is not there', (r) => join(r, 'none'), 'IMPORT_MISSING', /there is no file or folder .*none/],
    [
      'a folder without results',
      (r) => r,
      'IMPORT_FORMAT',
      /expected logs of Dassl \(log.txt\), .*exp.log, JSON or CSV/,
    ],
    ['a file of something else', () => write('notes.txt', 'notes'), 'IMPORT_FORMAT', /notes.txt holds no results/],
    ['a file of no bytes', () => write('log.txt', ''), 'IMPORT_FORMAT', /log.txt holds no results/],
    [
      'a database of ours',
      (r) => {
        Tracker.open(join(r, 'other.sqlite'), { now: () => 0, isAlive: () => true }).close();
        return join(r, 'other.sqlite');
      },
      'IMPORT_DATABASE',
      /SQLite database; .* "shotbench db merge"/,
    ],
  ])('refuses %s', (_title, make, code, message) => {
    const path = make(root);
    expect(() => readResults([path])).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
