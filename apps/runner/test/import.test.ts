import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { featureFolder } from './feature-folder.ts';
import { CLIP_BENCHMARK_CSV, clipBenchmarkJson, dasslLog, TIP_ADAPTER_LOG } from './made-up-logs.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

/** Output of CoOp's, CoCoOp's, Tip-Adapter's scripts and of CLIP_benchmark, laid out as they lay it out. */
function writeResults(cwd: string): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  };
  const coop = 'output/dtd/CoOp/rn50_ep50_16shots/nctx16_cscFalse_ctpend';
  write(`${coop}/seed1/log.txt`, dasslLog({ correct: 1040 }));
  write(`${coop}/seed2/log.txt`, dasslLog({ seed: 2, correct: 1060 }).replaceAll('\n', '\r\n'));
  write(`${coop}/seed3/log.txt`, dasslLog({ seed: 3, crashes: 'training' }));
  const cocoop = { trainer: 'CoCoOp', configFile: 'vit_b16_ep10.yaml', backbone: 'ViT-B/16', total: 1000 };
  const trained = 'output/base2new/train_base/dtd/shots_16/CoCoOp/vit_b16_ep10/seed1';
  write(`${trained}/log.txt`, dasslLog({ ...cocoop, classes: 'base', correct: 800 }));
  const tested = trained.replace('train_base', 'test_new');
  write(`${tested}/log.txt`, dasslLog({ ...cocoop, classes: 'new', correct: 500, modelFolder: trained }));
  write('tip/exp.log', TIP_ADAPTER_LOG);
  write('clip/one.json', clipBenchmarkJson({ dataset: 'vtab/pets', model: 'RN50' }));
  write('clip/benchmark.csv', CLIP_BENCHMARK_CSV);
}

describe('shotbench import', { timeout: 180_000 }, () => {
  it('lists with --dry-run, then stores, then has nothing to do', async () => {
    const cwd = temporaryFolder();
    writeResults(cwd);
    const listed = await shotbench(['import', 'output', '--dry-run'], cwd);
    expect(listed.stdout.replaceAll(/ \(.*\)$/gm, '')).toBe(
      `dtd, 16 shots, coop [dassl], RN50, protocol fixed, seed 1: 61.47 %
dtd, 16 shots, coop [dassl], RN50, protocol fixed, seed 2: 62.65 %
dtd, 16 shots, cocoop [dassl], ViT-B/16, protocol fixed, seed 1, base-to-novel: 80.00 %
would import 3 runs, 0 there already, 1 skipped
`,
    );
    const crashed = 'output/dtd/CoOp/rn50_ep50_16shots/nctx16_cscFalse_ctpend/seed3/log.txt';
    expect(listed.stderr).toBe(`skipped ${crashed}: the training did not finish\n`);
    expect(listed.code).toBe(0);
    expect(existsSync(join(cwd, 'results'))).toBe(false);

    const imported = await shotbench(['import', 'output', 'tip', 'clip'], cwd);
    expect(imported).toMatchObject({ code: 0, stdout: 'imported 38 runs, 0 there already, 2 skipped\n' });
    const tracker = Tracker.openReadOnly(join(cwd, 'results/shotbench.sqlite'));
    const before = tracker.runs();
    const [run] = tracker.runs({ methods: ['coop'] });
    tracker.close();
    const first = crashed.replace('seed3', 'seed1');
    expect(run).toMatchObject({ state: 'done', owner: 'import', plannedBy: 'import' });
    expect(run?.result?.details).toEqual({
      importedFrom: [{ path: first, sha256: sha256(readFileSync(join(cwd, first))) }],
    });

    writeFileSync(join(cwd, first), dasslLog({ correct: 1100 }));
    const again = await shotbench(['import', 'output', 'tip', 'clip'], cwd);
    expect(again.stdout).toBe('imported 0 runs, 38 there already, 2 skipped\n');
    expect(again.stderr).toContain(`kept what the database has of ${first}: 61.47 % in place of 65.01 %\n`);
    const after = Tracker.openReadOnly(join(cwd, 'results/shotbench.sqlite'));
    expect(after.runs()).toEqual(before);
    after.close();
  });

  it('shows results beside ours, each in a row of its own', async () => {
    const cwd = temporaryFolder();
    writeResults(cwd);
    await shotbench(['features', 'import', featureFolder(cwd, 'dtd'), '--name', 'dtd'], cwd);
    const grid = ['--features', 'dtd', '--methods', 'zero-shot', '--shots', '4', '--seeds', '1,2'];
    await shotbench(['run', ...grid, '--executor', 'cpu'], cwd);
    await shotbench(['import', 'output', 'tip/exp.log', '--backbone', 'made up'], cwd);
    const csv = async (...args: string[]) =>
      (await shotbench(['table', '--format', 'csv', ...args], cwd)).stdout
        .split('\n')
        .map((line) => line.split(',').slice(0, 6).join(','));
    const fixed = await csv('--features', 'dtd', '--shots', '4,16');
    expect(fixed).toContainEqual(expect.stringMatching(/^dtd,4,zero-shot \[cpu\],fixed,1,/));
    expect(fixed).toContainEqual('dtd,4,tip-adapter [tip-adapter unknown],full-val,1,54.0000');
    expect(fixed).toContainEqual('dtd,16,coop [dassl float16],fixed,2,62.0567');
    expect(fixed.join('\n')).not.toMatch(/@|#|-f|clip-adapter/);
    const oracle = await csv('--features', 'dtd', '--shots', '4', '--test-oracle');
    expect(oracle).toContainEqual('dtd,4,tip-adapter-f [tip-adapter unknown],test-oracle,1,57.3000');
    const novel = (await shotbench(['table', '--base-to-novel'], cwd)).stdout;
    expect(novel).toMatch(/^base to novel · 16 shots · made up · protocol fixed\n/);
    expect(novel).toMatch(/^cocoop \[dassl float16\] +80\.00.* +50\.00.* +61\.54/m);
  });

  it('refuses what holds no results, with one line', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'empty'));
    const { code, stderr, stdout } = await shotbench(['import', 'empty'], cwd);
    expect(stderr).toMatch(/^shotbench: error: empty holds no results in a format that is known; expected [^\n]+\n$/);
    expect([code, stdout, existsSync(join(cwd, 'results'))]).toEqual([1, '', false]);
  });
});
