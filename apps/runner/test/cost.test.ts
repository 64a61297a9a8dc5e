import { join } from 'node:path';

import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { featureFolder } from './feature-folder.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

/** Results of a plain and of a searched method on one set. */
async function results(): Promise<string> {
  const cwd = temporaryFolder();
  expect((await shotbench(['features', 'import', featureFolder(cwd, 'dtd'), '--name', 'dtd'], cwd)).code).toBe(0);
  const grid = ['--features', 'dtd', '--shots', '1,2', '--seeds', '1'];
  expect((await shotbench(['run', ...grid, '--methods', 'zero-shot,gda'], cwd)).code).toBe(0);
  const searched = ['--methods', 'taskres', '--search', 'random:5', '--shots', '2', '--seeds', '1'];
  expect((await shotbench(['run', '--features', 'dtd', ...searched, '--set', 'taskres.epochs=2'], cwd)).code).toBe(0);
  return cwd;
}

describe('shotbench cost and trials', { timeout: 240_000 }, () => {
  it('print what methods cost and what a search has tried, or say in one line why not', async () => {
    const cwd = await results();
    const print = async (...args: string[]) => {
      const { code, stdout, stderr } = await shotbench(args, cwd);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout;
    };
    const text = await print('cost', '--shots', '2');
    expect(text).toMatch(/^2 shots · made up · dtd\n\nmethod +protocol +Pareto +accuracy +training time \(s\) /);
    expect(text).toMatch(/^zero-shot +fixed +front +\d+\.\d\d +\d/m);
    const csv = (await print('cost', '--format', 'csv')).trim().split('\n');
    expect(csv).toHaveLength(1 + 2 + 3);
    expect(csv.filter((line) => line.startsWith('backbone,'))).toHaveLength(1);
    const json = JSON.parse(await print('cost', '--format', 'json', '--axis', 'parameters')) as {
      shots: number;
      axis: string;
    }[];
    expect(json.map(({ shots, axis }) => [shots, axis])).toEqual([
      [1, 'parameters'],
      [2, 'parameters'],
    ]);
    expect(await print('cost', '--shots', '1', '--format', 'svg')).toMatch(/^<svg [^]*>zero-shot<[^]*<\/svg>\n$/);

    const tracker = Tracker.openReadOnly(join(cwd, 'results', 'shotbench.sqlite'));
    const run = tracker.runs({ methods: ['taskres-search'] })[0]!;
    const unsearched = tracker.runs({ methods: ['zero-shot'] })[0]!;
    tracker.close();
    const trials = await print('trials', run.key.slice(0, 10));
    expect(trials).toContain('\n5 trials\n');
    expect(trials).toContain(`test accuracy ${run.result!.accuracy.toFixed(2)} %, with the chosen settings (*)`);
    expect(trials.match(/^\d+ \* /gm)).toHaveLength(1);
    expect((await print('trials', run.key, '--format', 'csv')).trim().split('\n')).toHaveLength(6);
    expect(await print('trials', run.key, '--format', 'markdown')).toMatch(/^### .*\n\n\| trial \| outcome \| /);
    expect(await print('trials', run.key, '--format', 'latex')).toContain(' & chosen & ');
    expect((await print('trials', run.key, '--format', 'svg')).match(/stroke-width="(0\.8|2\.4)"/g)).toHaveLength(5);

    const refused = async (args: readonly string[], words: RegExp) => {
      const { code, stderr, stdout } = await shotbench(args, cwd);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(words);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    };
    await refused(['cost', '--machine', 'moon'], /--machine is "moon"; expected one that runs were computed on: "/);
    await refused(
      ['cost', '--format', 'svg'],
      /but there are 2 \(made up at 1, made up at 2\); choose with --backbone and --shots/,
    );
    await refused(['cost', '--format', 'svg', '--methods', 'none'], /there are no runs to draw/);
    await refused(['cost', '--axis', 'money'], /--axis/);
    await refused(
      ['trials', unsearched.key],
      /zero-shot.* has searched no settings; expected a done run of a method that searches/,
    );
  });
});
