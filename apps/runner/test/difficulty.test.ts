import { join } from 'node:path';

import { FeatureCache, type FolderRows, writeFeatureFolder } from '@shotbench/feature-cache';
import { describe, expect, it } from 'vitest';

import { featureDifficulty } from '../src/difficulty.ts';
import { featureFolder } from './feature-folder.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

/** Images of two classes that stand at 0° and 60°, one of them on the wrong side, under a name. */
function importTwoClasses(cwd: string, name: string, { text = true, stray = 60 } = {}): void {
  const at = (...degrees: number[]) =>
    Float32Array.from(
      degrees.flatMap((angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]),
    );
  const rows: FolderRows = { features: at(0, 60), labels: Int32Array.of(0, 1) };
  writeFeatureFolder(join(cwd, name), {
    ...{ name, backbone: 'made up', featureDim: 2, logitScale: 100, classNames: ['x', 'y'] },
    ...(text && { text: rows.features }),
    draws: [{ shots: 1, train: rows, validation: rows }],
    test: { features: at(0, 0, stray, 60, 60), labels: Int32Array.of(0, 0, 0, 1, 1) },
  });
  new FeatureCache(join(cwd, 'cache')).importFolder(join(cwd, name), {});
}

describe('shotbench features difficulty', { timeout: 120_000 }, () => {
  it('prints zero-shot accuracy, transfer difficulty and separability of every set', async () => {
    const cwd = temporaryFolder();
    importTwoClasses(cwd, 'right');
    importTwoClasses(cwd, 'mute', { text: false });
    // 4 of 5 right: RTD = 1 / (2 · 0.8). Pairs within classes: 1, ½, ½, 1; between: four times ½, twice 1.
    expect(await featureDifficulty([], join(cwd, 'cache'))).toBe(
      [
        'features  classes  test  zero-shot      RTD  intra  inter  separability',
        'mute            2     5          -        -  0.750  0.667         1.125',
        'right           2     5      80.00  6.25e-1  0.750  0.667         1.125',
        'told from test images and their labels: describes sets, and nothing may be chosen by it',
        '',
      ].join('\n'),
    );
  });

  it('says why there is no separability', async () => {
    const cwd = temporaryFolder();
    new FeatureCache(join(cwd, 'cache')).importFolder(featureFolder(cwd, 'centred'), {});
    importTwoClasses(cwd, 'right');
    const lines = (await featureDifficulty(['right', 'centred', 'right'], join(cwd, 'cache'))).split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['features', 'right', 'centred', 'centred:', 'told', '']);
    expect(lines[2]).toMatch(/ 100 .* 0\.\d{3} +-0\.\d{3} +-$/);
    expect(lines[3]).toMatch(/^centred: the mean cosine between classes is -0\.\d+; expected one above 0/);
  });

  it('agrees with the zero-shot cell of a run, and refuses an unknown set', async () => {
    const cwd = temporaryFolder();
    importTwoClasses(cwd, 'right', { stray: 40 });
    const difficulty = await shotbench(['features', 'difficulty', 'right', '--cache', 'cache'], cwd);
    const args = ['--features', 'right', '--methods', 'zero-shot', '--shots', '1', '--seeds', '1', '--cache', 'cache'];
    const run = await shotbench(['run', ...args], cwd);
    const [, reached] = /: (\d+\.\d\d) % in/.exec(run.stderr) as unknown as [string, string];
    expect(difficulty.stdout.split('\n')[1]!.split(/ +/)[3]).toBe(reached);

    const unknown = await shotbench(['features', 'difficulty', 'right', 'left', '--cache', 'cache'], cwd);
    expect([unknown.code, unknown.stdout]).toEqual([1, '']);
    expect(unknown.stderr).toMatch(/^shotbench: error: there is no feature set "left".*right.*\n$/);
  });

  it('says what to do where there is none', async () => {
    const cwd = temporaryFolder();
    expect(await featureDifficulty([], join(cwd, 'cache'))).toMatch(/^no feature sets in .*; add one with "shotbench /);
  });
});
