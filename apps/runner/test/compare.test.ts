import { type MethodComparison, type Ranking } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { compare } from '../src/compare/compare.ts';
import { shotbench } from './shotbench.ts';
import { storedRuns } from './stored-runs.ts';

const ACCURACIES = {
  taskres: { animals: [70, 71, 72.5], birds: [60, 61, 60.5], cars: [88, 88.5, 89] },
  'linear-probe': { animals: [69, 70.5, 70.5], birds: [60.5, 61, 61], cars: [86, 87, 86.5] },
};

function database() {
  return storedRuns(
    Object.entries(ACCURACIES).flatMap(([method, sets]) =>
      Object.entries(sets).flatMap(([dataset, values]) =>
        values.map((accuracy, i) => ({ accuracy, identity: { method, dataset, seed: i + 1 } })),
      ),
    ),
  );
}

describe('shotbench compare', { timeout: 120_000 }, () => {
  it('prints what the ranking of the two says of them', async () => {
    const { file, folder } = database();
    const ranked = await shotbench(['rank', '--db', file, '--format', 'json'], folder);
    const [ranking] = JSON.parse(ranked.stdout) as Ranking[];
    const toBest = ranking!.rows.find(({ method }) => method === 'linear-probe')!.toBest!;
    const json = await shotbench(['compare', 'linear-probe', 'taskres', '--db', file, '--format', 'json'], folder);
    expect(json.code).toBe(0);
    const [comparison] = JSON.parse(json.stdout) as MethodComparison[];
    expect(comparison!.average).toMatchObject(toBest);

    const { stdout } = await shotbench(['compare', 'taskres', 'linear-probe', '--db', file, '--shots', '4'], folder);
    expect(stdout).toContain('A taskres (fixed) · B linear-probe (fixed) · 4 shots · made up\n');
    expect(stdout).toMatch(/^animals +3 +71\.17 +70\.00 +1\.17 ± 1\.90 +0\.118 /m);
    const p = toBest.p!.toFixed(3);
    expect(stdout.split('\n').find((line) => line.startsWith('average '))).toContain(` ${p} `);
  });

  it('writes tables for papers and programs', () => {
    const { file: db } = database();
    const asked = { db, a: { method: 'taskres' }, b: { method: 'linear-probe' } };
    expect(compare({ ...asked, format: 'csv' }).split('\n')).toHaveLength(6);
    expect(compare({ ...asked, format: 'markdown' })).toContain('| animals | 3 | 71.17 | 70.00 | 1.17 ± 1.90 |');
    expect(compare({ ...asked, format: 'latex' })).toContain('birds & 3 & 60.50 & 60.83 & $-$0.33');
  });

  it('says what there is not', async () => {
    const { file, folder } = database();
    const print = (...args: string[]) => shotbench(['compare', ...args, '--db', file], folder);
    const unknown = await print('taskres', 'taskrex');
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toContain(
      'there are no runs of a method "taskrex"; expected a label as in the tables, such as linear-probe, taskres',
    );
    const nowhere = await print('taskres', 'linear-probe', '--shots', '8');
    expect(nowhere.stderr).toContain('no finished runs on one backbone at one shot count at 8 shots;');
  });
});
