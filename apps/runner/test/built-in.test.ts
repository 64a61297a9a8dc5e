import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { shotbench, temporaryFolder } from './shotbench.ts';

describe('built-in datasets and models', { timeout: 300_000 }, () => {
  it('are drawn and extracted when a run needs them, and not again', async () => {
    const cwd = temporaryFolder();
    const args = ['run', '--features', 'subgroups-fxemoji', '--methods', 'zero-shot', '--shots', '1', '--seeds', '1'];
    const first = await shotbench(args, cwd);
    expect(first.stderr).toMatch(/extracted subgroups-fxemoji: 68 classes, 128 features, with text, .* picto \(/);
    expect(first.code).toBe(0);
    // Far above the chance of one in 68, on drawings of an artist that the encoder has never seen.
    expect(Number(/zero-shot +(\d+\.\d\d)/.exec(first.stdout)?.[1])).toBeGreaterThan(10);
    expect(readdirSync(join(cwd, '.cache', 'datasets'))).toEqual(['subgroups-fxemoji']);
    expect((await shotbench(args, cwd)).stderr).not.toContain('extracted');
  });

  it('have raw pixels for a control', async () => {
    const cwd = temporaryFolder();
    const args = ['features', 'extract', '--model', 'pixels', '--dataset', 'subgroups-sketch', '--name', 'sketch'];
    const { code, stdout } = await shotbench(args, cwd);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^extracted sketch: 68 classes, 768 features, without text, .* pixels \(/);
  });

  it('are named where a name is none of them', async () => {
    const cwd = temporaryFolder();
    const dataset = await shotbench(['features', 'extract', '--model', 'picto', '--dataset', 'subgrups'], cwd);
    expect(dataset.code).toBe(1);
    expect(dataset.stderr).toMatch(
      /no dataset "subgrups" here; expected the path of one, or people-actions, subgroups,/,
    );
    const model = await shotbench(['features', 'extract', '--model', 'pikto', '--dataset', 'subgroups-fxemoji'], cwd);
    expect(model.code).toBe(1);
    expect(model.stderr).toMatch(/no model "pikto" here; expected the path of a CLIP model, or picto or pixels,/);
  });
});
