import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

it('prints what the README says', { timeout: 30_000 }, () => {
  const cwd = join(import.meta.dirname, '..');
  const readme = readFileSync(join(cwd, 'README.md'), 'utf8');
  const [, code = '', output = ''] = /```ts\n([^]*?)```\n\n```text\n([^]*?)```/.exec(readme) ?? [];
  const args = ['--import', 'tsx', '--input-type=module', '-e', code];
  expect(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' })).toBe(output);
});
