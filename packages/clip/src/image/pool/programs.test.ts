import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, it } from 'vitest';

import { IMAGE_GOLDENS } from '../../../test/image/goldens.ts';
import { openaiPreprocess } from '../preprocess/preprocess-config.ts';
import { prepareImage } from './prepare-image.ts';

const programs = join(import.meta.dirname, '..', '..', '..', 'test', 'image');
const files = ['03_gray.png', '05_tiny_upscaled.png'].map((name) => join(IMAGE_GOLDENS, name));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

// From a folder where no package is found, as an installed command may be called.
it.each([
  ['node --import tsx', ['--import', tsx, join(programs, 'pool-program.ts')]],
  ['tsx/esm/api', [join(programs, 'start-pool-program.js')]],
])('threads load under %s and the process ends by itself', { timeout: 60_000 }, async (_how, args) => {
  const printed = execFileSync(process.execPath, [...args, ...files], { cwd: tmpdir(), encoding: 'utf8' });
  const hash = createHash('sha256');
  for (const [index, file] of files.entries()) {
    hash.update(await prepareImage({ file, index }, { config: openaiPreprocess(32) }));
  }
  expect(printed.trim()).toBe(hash.digest('hex'));
});
