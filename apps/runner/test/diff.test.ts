import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { findMethod } from '@shotbench/method-registry';
import type { JsonObject } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { diff } from '../src/diff/diff.ts';
import { compareCode, type DiffReport } from '@shotbench/run-reports';
import { shotbench, temporaryFolder } from './shotbench.ts';
import { PLACE, predicted, storedRuns } from './stored-runs.ts';

const settings = (given: object) => findMethod('taskres').config.parse(given) as JsonObject;

const labels = [0, 0, 1, 1, 2, 2, 3, 3];

describe('shotbench diff', { timeout: 120_000 }, () => {
  const runs = [
    {
      accuracy: 75,
      identity: { config: settings({}) },
      result: { metrics: { correct: 6 }, fitSeconds: 1.5 },
      evidence: {
        images: { train: ['a', 'b', 'c'], validation: [] },
        predictions: [predicted(labels, [0, 0, 1, 1, 2, 0, 3, 1]), predicted([0], [0], 'drawn')],
      },
    },
    {
      accuracy: 50,
      identity: { config: settings({ alpha: 1 }), seed: 2 },
      result: { metrics: { correct: 4 }, fitSeconds: 2 },
      evidence: {
        images: { train: ['b', 'c', 'd', 'e'], validation: [] },
        predictions: [predicted(labels, [1, 0, 0, 0, 2, 1, 3, 3]), predicted([1], [0], 'drawn')],
      },
      provenance: { threads: 4, commit: '--upload-pack=x', dirty: false },
    },
  ];

  it('says what differs, and nothing of what does not', () => {
    const { file, keys } = storedRuns(runs);
    const [first, second] = keys as [string, string];
    const report = JSON.parse(diff(first, second.slice(0, 8), { db: file, format: 'json' })) as DiffReport;
    expect(report).toEqual({
      first: { key: first, cell: 'animals, 4 shots, taskres, seed 1', state: 'done' },
      second: { key: second, cell: 'animals, 4 shots, taskres, seed 2', state: 'done' },
      identity: [{ name: 'seed', first: 1, second: 2 }],
      settings: [{ name: 'alpha', first: 0.5, second: 1 }],
      metrics: [
        { name: 'accuracy', first: 75, second: 50 },
        { name: 'correct', first: 6, second: 4 },
      ],
      costsAndDetails: [{ name: 'fitSeconds', first: 1.5, second: 2 }],
      parts: [
        {
          ...{ part: '', images: 8, disagreements: 5, onlyFirstRight: 3, onlySecondRight: 1 },
          // Of 4 flips of a coin, 1 or fewer, and 3 or more, on one side: 10 of 16.
          p: expect.closeTo(10 / 16, 12),
          samples: [
            { image: '0.png', label: 'ant', first: 'ant', second: 'bee' },
            { image: '2.png', label: 'bee', first: 'bee', second: 'ant' },
            { image: '3.png', label: 'bee', first: 'bee', second: 'ant' },
            { image: '5.png', label: 'cat', first: 'ant', second: 'bee' },
            { image: '7.png', label: 'dog', first: 'bee', second: 'dog' },
          ],
          classes: [
            { name: 'bee', first: 100, second: 0 },
            { name: 'ant', first: 100, second: 50 },
            { name: 'dog', first: 50, second: 100 },
          ],
        },
      ],
      incomparable: [{ part: 'drawn', reason: 'the test images differ' }],
      images: { both: 2, onlyFirst: 1, onlySecond: 2 },
      provenance: [{ name: 'threads', first: 2, second: 4 }],
      code: {
        first: { commit: null, known: false, dirty: null },
        second: { commit: '--upload-pack=x', known: false, dirty: false },
        stat: null,
        sameChanges: null,
      },
    });
  });

  it('prints it', async () => {
    const { file, keys, folder } = storedRuns(runs);
    const [first, second] = keys.map((key) => key.slice(0, 12)) as [string, string];
    const { code, stdout } = await shotbench(['diff', first, second, '--db', file], folder);
    expect(code).toBe(0);
    for (const line of [
      `first   ${first}  animals, 4 shots, taskres, seed 1`,
      '  seed  1 → 2',
      '  alpha  0.5 → 1',
      '  accuracy  75 → 50 (−25)',
      '  disagree on        5 of 8',
      "  McNemar's exact p  0.625",
      '  classes            100.00 → 0.00 (−100) bee',
      '  for example        0.png: ant, taken for ant → bee',
      '  test images of drawn  the test images differ',
      '  only second  2',
      '  second         --upload-pack=x, not in this repository',
      '  fitSeconds  1.5 → 2 (+0.5)',
    ]) {
      expect(stdout.split('\n')).toContain(line);
    }
    expect(stdout).not.toContain('protocol');
    const print = async (format: string) =>
      (await shotbench(['diff', first, second, '--db', file, '--format', format], folder)).stdout;
    expect(await print('markdown')).toContain('\n| bee | 2 | 100.00 | 0.00 | 100.00 |\n');
    expect(await print('latex')).toContain('\nbee & 2 & 100.00 & 0.00 & 100.00 \\\\\n');
    expect(await print('svg')).toMatch(/^<svg [^]*>\+2<[^]*<\/svg>\n$/);
  });

  it('has nothing to say of a run and itself but its name', () => {
    const { file, keys } = storedRuns(runs);
    const report = JSON.parse(diff(keys[0]!, keys[0]!, { db: file, format: 'json' })) as DiffReport;
    const lists = [report.identity, report.settings, report.metrics, report.costsAndDetails, report.provenance];
    expect(lists.flat()).toEqual([]);
    expect(report.parts).toMatchObject([
      { disagreements: 0, p: 1, classes: [], samples: [] },
      { disagreements: 0, p: 1 },
    ]);
  });
});

describe('the code of two runs', () => {
  it('is compared where both commits are known here', () => {
    const folder = temporaryFolder();
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
    const git = (...args: string[]) => execFileSync('git', [...author, ...args], { cwd: folder, encoding: 'utf8' });
    git('init', '--quiet');
    const [first, second] = ['one', 'two'].map((text) => {
      writeFileSync(join(folder, 'code.ts'), `${text}\n`);
      git('add', '.');
      git('commit', '--quiet', '-m', text);
      return git('rev-parse', 'HEAD').trim();
    }) as [string, string];
    const clean = { ...PLACE, dirty: false };
    expect(compareCode(folder, { ...clean, commit: first }, { ...clean, commit: second })).toEqual({
      first: { commit: first, known: true, dirty: false },
      second: { commit: second, known: true, dirty: false },
      stat: ' code.ts | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)',
      sameChanges: true,
    });
    const changed = { ...PLACE, commit: second, dirty: true };
    const withDiff = { ...changed, diff: '+x\n' };
    expect(compareCode(folder, withDiff, { ...changed, diff: '+y\n' })).toMatchObject({
      stat: null,
      sameChanges: false,
    });
    expect(compareCode(folder, withDiff, { ...withDiff })).toMatchObject({ sameChanges: true });
    expect(compareCode(folder, withDiff, { ...clean, commit: second })).toMatchObject({ sameChanges: false });
    // An older Shotbench kept no differences.
    expect(compareCode(folder, withDiff, changed)).toMatchObject({ sameChanges: null });
    const unknown = compareCode(folder, { ...clean, commit: first }, { ...clean, commit: '0'.repeat(40) });
    expect(unknown).toMatchObject({ second: { known: false }, stat: null });
  });
});
