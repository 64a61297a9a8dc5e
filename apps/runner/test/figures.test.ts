import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { shotbench } from './shotbench.ts';
import { type StoredRun, storedRuns } from './stored-runs.ts';

const run = (accuracy: number, identity: StoredRun['identity']): StoredRun => ({ accuracy, identity: identity! });
const RUNS = ['dtd', 'pets'].flatMap((dataset) => [
  ...[1, 4, 16].flatMap((shots) =>
    [1, 2].flatMap((seed) => [
      run(50 + shots + seed, { dataset, shots, seed }),
      run(45 + 2 * shots + seed, { dataset, shots, seed, method: 'coop', protocol: 'few-shot-val' }),
      run(48 + shots, { dataset, shots, seed, method: 'coop' }),
    ]),
  ),
  run(44, { dataset, shots: 0, seed: null, method: 'zero-shot' }),
]);

async function served() {
  const { file, folder } = storedRuns(RUNS);
  const { startDashboard } = await import('@shotbench/dashboard');
  const dashboard = await startDashboard({ database: file, port: 0 });
  onTestFinished(() => dashboard.close());
  const figure = async (query: Record<string, string>) =>
    (await fetch(new URL(`api/curves.svg?${new URLSearchParams(query).toString()}`, dashboard.url))).text();
  const exported = async (...args: string[]) => {
    const all = ['export', '--db', file, '--format', 'svg', '--out', 'figures/', ...args];
    const { code, stderr } = await shotbench(all, folder);
    expect(code, stderr).toBe(0);
    return Object.fromEntries(
      stderr
        .trim()
        .split('\n')
        .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
    );
  };
  return { figure, exported };
}

describe('figures', () => {
  it('are the same bytes from the page as from `export`: of all methods, of some, of one protocol', async () => {
    const { figure, exported } = await served();
    const mixed = Object.values(await exported('--mix-protocols'));
    expect(mixed).toHaveLength(1);
    expect(await figure({})).toBe(mixed[0]);

    const [some] = Object.values(await exported('--mix-protocols', '--methods', 'coop,zero-shot'));
    expect(some).not.toContain('taskres');
    expect(await figure({ methods: 'coop,zero-shot' })).toBe(some);

    const byProtocol = await exported();
    expect(Object.keys(byProtocol)).toHaveLength(2);
    for (const protocol of ['fixed', 'few-shot-val']) {
      const file = join('figures', `accuracies-made-up-${protocol}.svg`);
      expect(await figure({ protocol })).toBe(byProtocol[file]);
    }
  });
});
