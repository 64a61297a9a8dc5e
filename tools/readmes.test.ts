import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** A block of TypeScript in a README and the block of output after it. */
const EXAMPLE = /```ts\n([^]*?)```\s*```text\n([^]*?)```/g;

const examples = ['packages', 'apps']
  .flatMap((top) => readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' }).map((file) => join(top, file)))
  .filter((file) => file.endsWith('README.md') && !file.includes('node_modules'))
  .flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(EXAMPLE)].map(([, code = '', output = '']) => {
      return { file, code, output };
    }),
  );

describe('READMEs', () => {
  it('have examples', () => expect(examples.length).toBeGreaterThan(2));

  it.each(examples)('the example in $file prints what it says', { timeout: 60_000 }, ({ file, code, output }) => {
    const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    const script = ts.transpileModule(code, { compilerOptions }).outputText;
    const args = ['--import', 'tsx', '--input-type=module', '-e', script];
    const cwd = join(ROOT, dirname(file));
    expect(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' })).toBe(output);
  });
});
