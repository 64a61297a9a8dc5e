import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PICTO_FOLDER } from '@shotbench/picto';
import { Tracker } from '@shotbench/tracker';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { shotbench, temporaryFolder } from './shotbench.ts';

const CLASSES = ['red', 'green', 'blue'];

/** 3 classes of flat colours, each in the folder of its name or of the one before: 4 images of each for training, 2 for validation, 4 for testing. */
async function colours(parent: string, shift = 0): Promise<string> {
  for (const [part, count] of [['train', 4] as const, ['val', 2] as const, ['test', 4] as const]) {
    for (const [label, name] of CLASSES.entries()) {
      mkdirSync(join(parent, 'colours', part, name), { recursive: true });
      for (let i = 0; i < count; i++) {
        const data = Uint8Array.from({ length: 60 * 50 * 3 }, (_, s) =>
          s % 3 === (label + shift) % 3 ? 210 : (i * 29 + s) % 90,
        );
        const image = await sharp(data, { raw: { width: 60, height: 50, channels: 3 } })
          .png()
          .toBuffer();
        writeFileSync(join(parent, 'colours', part, name, `${part}-${i}.png`), image);
      }
    }
  }
  return join(parent, 'colours');
}

describe('methods that tune inside the image encoder', { timeout: 300_000 }, () => {
  it('run on the images that were named, through the model that was given, and keep what they found', async () => {
    const cwd = temporaryFolder();
    const images = await colours(cwd);
    const extract = ['features', 'extract', '--model', PICTO_FOLDER, '--images', images, '--name', 'colours'];
    expect((await shotbench(extract, cwd)).code).toBe(0);

    const grid = ['--features', 'colours', '--shots', '4', '--seeds', '1', '--workers', '1', '--model', PICTO_FOLDER];
    const quick = ['--set', 'r-amt.epochs=1', '--set', 'vpt-deep.epochs=1', '--set', 'vpt-deep.promptTokens=1'];
    const asked = ['run', ...grid, '--methods', 'vpt-deep,r-amt', ...quick];
    const refused = await shotbench(asked, cwd);
    expect(refused.stderr).toContain(
      'vpt-deep tunes inside the image encoder, but the images of feature set "colours" or their model are not at hand; ' +
        'give them with --images colours=FOLDER and --model, or use a built-in set',
    );
    expect(refused.code).toBe(1);

    const elsewhere = await shotbench([...asked, '--images', `colours=${cwd}`, '--db', 'elsewhere.sqlite'], cwd);
    expect(elsewhere.stderr).toMatch(/vpt-deep.*failed: .*train-\d\.png/);
    expect(elsewhere.code).toBe(1);

    const others = await colours(join(cwd, 'others'), 1);
    const other = await shotbench([...asked, '--images', `colours=${others}`, '--db', 'other.sqlite'], cwd);
    expect(other.stderr).toMatch(
      /"train\/\w+\/train-\d\.png" encoded by .* has a cosine of 0\.\d+ to its row of feature set "colours"; expected 0\.99 or more/,
    );
    expect(other.code).toBe(1);

    const { code, stdout } = await shotbench([...asked, '--images', `colours=${images}`], cwd);
    expect(code).toBe(0);
    expect(stdout).toMatch(/r-amt.*\d/);
    const checkpoints = join(cwd, 'results', 'checkpoints');
    expect(existsSync(checkpoints) ? readdirSync(checkpoints) : []).toEqual([]);
    const tracker = Tracker.openReadOnly(join(cwd, 'results', 'shotbench.sqlite'));
    const masked = tracker.runs({ methods: ['r-amt'] })[0]!;
    tracker.close();
    expect(masked.result!.details).toMatchObject({ steps: 1, sparsity: expect.any(Number) as number });
    expect(Object.keys(masked.result!.details['sparsityByLayer'] as object)).toContain('0.attn.in_proj_weight');

    // Settings are compared on validation images as each candidate's own encoder reads them.
    const searched = [...grid, '--methods', 'vpt-deep', '--set', 'vpt-deep.epochs=1', '--search', 'random:2'];
    expect((await shotbench(['run', ...searched, '--images', `colours=${images}`], cwd)).code).toBe(0);
    const found = Tracker.openReadOnly(join(cwd, 'results', 'shotbench.sqlite'));
    const { search } = found.runs({ methods: ['vpt-deep-search'] })[0]!.result!.details as {
      search: { trials: { validationAccuracy: number }[] };
    };
    found.close();
    expect(search.trials.map(({ validationAccuracy }) => validationAccuracy)).toEqual([
      expect.any(Number),
      expect.any(Number),
    ]);

    // One class is left to be named that was not trained on.
    const novel = [...grid, '--methods', 'apex', '--set', 'apex.epochs=1', '--base-to-novel'];
    expect((await shotbench(['run', ...novel, '--images', `colours=${images}`], cwd)).code).toBe(0);
    const again = Tracker.openReadOnly(join(cwd, 'results', 'shotbench.sqlite'));
    const { alphas, testedOn } = again.runs({ methods: ['apex'] })[0]!.result!.details as Record<
      string,
      Record<string, { alphas: Record<string, number> }>
    >;
    again.close();
    expect(alphas).toEqual({ blue: 1, green: 1 });
    const alpha = testedOn!['novel']!.alphas['red']!;
    expect(alpha).toBeGreaterThan(0);
    expect(alpha).toBeLessThanOrEqual(1);
  });
});
