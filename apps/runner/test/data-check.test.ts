import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { shotbench, temporaryFolder } from './shotbench.ts';

/** Files below a folder; each is a small image of its own unless it has text. */
async function addFiles(folder: string, files: Readonly<Record<string, string | null>>): Promise<void> {
  const image = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text ?? image);
  }
}

const IMAGENET_A = {
  'imagenet-adversarial/classnames.txt': 'n00000001 tench\nn00000002 great white shark\n',
  'imagenet-adversarial/imagenet-a/README.txt': 'read me',
  'imagenet-adversarial/imagenet-a/n00000001/a.jpg': null,
  'imagenet-adversarial/imagenet-a/n00000002/b.jpg': 'no image',
};

const EUROSAT = JSON.stringify({
  train: [
    ['River/River_1.jpg', 0, 'River'],
    ['River/River_2.jpg', 0, 'River'],
  ],
  val: [],
  test: [['River/River_3.jpg', 0, 'River']],
});

describe('shotbench data check', { timeout: 120_000 }, () => {
  it('says of every set whether it is there, and what is wrong with it', async () => {
    const cwd = temporaryFolder();
    await addFiles(join(cwd, 'data'), {
      ...IMAGENET_A,
      'eurosat/split_zhou_EuroSAT.json': EUROSAT,
      'eurosat/2750/River/River_1.jpg': null,
      'eurosat/2750/River/River_3.jpg': null,
    });
    const { code, stdout } = await shotbench(['data', 'check'], cwd);
    expect(code).toBe(1);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^dataset +status +classes +train +validation +test$/);
    expect(lines[1]).toMatch(/^imagenet +absent( +-){4}$/);
    expect(lines).toContainEqual(expect.stringMatching(/^eurosat +wrong +1 +2 +0 +1$/));
    expect(lines).toContainEqual(expect.stringMatching(/^imagenet-a +wrong +2 +0 +0 +2$/));
    expect(stdout).toContain('  1 of 3 images of data/eurosat are missing: River/River_2.jpg; expected them below');
    expect(stdout).toContain('  EuroSAT has 1 class (published: 10), 2 training images (published: 13500), ');
    expect(stdout).toContain('  1 image cannot be read:\n    n00000002/b.jpg: ');
  });

  it('checks the sets asked for, which have to be there, and prints JSON', async () => {
    const cwd = temporaryFolder();
    await addFiles(join(cwd, 'sets'), IMAGENET_A);
    const args = ['data', 'check', '--root', 'sets', '--dataset', 'imagenet-a,dtd', '--json', '--decode'];
    const { code, stdout } = await shotbench(args, cwd);
    expect(code).toBe(1);
    const [shift, textures] = JSON.parse(stdout) as Record<string, unknown>[];
    expect(shift).toMatchObject({
      id: 'imagenet-a',
      status: 'wrong',
      found: { classes: 2, train: 0, validation: 0, test: 2 },
      published: { classes: 200, test: 7500 },
      missing: [],
      unreadable: [{ path: 'n00000002/b.jpg' }],
    });
    expect(textures).toMatchObject({ id: 'dtd', status: 'wrong', found: null, problems: [{ code: 'DATASET_FOLDER' }] });
  });

  it('checks a folder of class folders', async () => {
    const cwd = temporaryFolder();
    await addFiles(join(cwd, 'insects'), {
      'ant/1.png': null,
      'ant/2.png': null,
      'bee/1.png': null,
      'bee/2.png': null,
    });
    const fine = await shotbench(['data', 'check', '--images', 'insects'], cwd);
    expect(fine.stdout).toMatch(/^dataset .*\ninsects +ok +2 +2 +0 +2\n$/);
    expect(fine.code).toBe(0);
    rmSync(join(cwd, 'insects', 'bee', '2.png'));
    const single = await shotbench(['data', 'check', '--images', 'insects'], cwd);
    expect(single.stdout).toContain('\n\ninsects\n  insects has one image alone of "bee"; expected two at least');
    expect(single.code).toBe(1);
  });

  it('refuses what it cannot check, in one line', async () => {
    const cwd = temporaryFolder();
    const refusals: [string[], RegExp][] = [
      [[], /^shotbench: error: data has none of the 15 sets in it; expected folders such as data\/dtd, .*\n$/],
      [
        ['--dataset', 'mnist'],
        /^shotbench: error: there is no dataset called "mnist"; expected one of imagenet, .*\n$/,
      ],
    ];
    for (const [args, words] of refusals) {
      const { code, stdout, stderr } = await shotbench(['data', 'check', ...args], cwd);
      expect(stderr).toMatch(words);
      expect(stdout).toBe('');
      expect(code).toBe(1);
    }
  });
});
