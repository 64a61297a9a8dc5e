import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { compiledSources } from '../bin/compiled/compiled-sources.mjs';
import { temporaryFolder } from './shotbench.ts';

const WORKSPACE = join(import.meta.dirname, '..', '..', '..');
const COMPILED = join(WORKSPACE, 'apps/runner/bin/compiled/compiled-sources.mjs');
const DAY_SECONDS = 24 * 60 * 60;

/** A workspace whose command says where it lies, what a package says, and what an experiment is called. */
function workspace() {
  const root = temporaryFolder();
  const write = (path: string, text: string): string => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  symlinkSync(join(WORKSPACE, 'node_modules'), join(root, 'node_modules'));
  cpSync(join(WORKSPACE, 'apps/runner/bin'), join(root, 'apps/runner/bin'), { recursive: true });
  write('apps/runner/package.json', '{}');
  write('apps/runner/src/sweep/pool/serve-cells.ts', 'export {};');
  write(
    'apps/runner/src/main.ts',
    `import { word } from '../../../packages/words/src/index.ts';
    export async function main(name: string): Promise<string[]> {
      const module = await import(\`../../../experiments/\${name}/experiment.ts\`) as { title: string };
      return [import.meta.dirname, word, module.title];
    }`,
  );
  write('packages/words/package.json', '{}');
  write('packages/words/src/index.ts', `export const word: string = 'one';`);
  write('experiments/small/experiment.ts', `export const title: string = 'Small';`);
  return { root, write, dist: join(root, 'apps/runner/dist') };
}

async function run(folder: string | undefined, experiment = 'small'): Promise<string[]> {
  const file = pathToFileURL(join(folder!, 'main.js')).href;
  const { main } = (await import(file)) as { main: (name: string) => Promise<string[]> };
  return main(experiment);
}

describe('the compiled command', () => {
  it('does what its sources do, and thinks that it lies where they lie', async () => {
    const { root } = workspace();
    expect(await run(await compiledSources(root))).toEqual([join(root, 'apps/runner/src'), 'one', 'Small']);
  });

  it('is compiled once for one state of the sources', async () => {
    const { root } = workspace();
    const first = await compiledSources(root);
    const { ino } = statSync(join(first!, 'main.js'));
    expect(await compiledSources(root)).toBe(first);
    expect(statSync(join(first!, 'main.js')).ino).toBe(ino);
  });

  it('is of the sources as they are, whatever their times say', async () => {
    const { root, write } = workspace();
    const before = await compiledSources(root);
    const file = join(root, 'packages/words/src/index.ts');
    const { atime, mtime } = statSync(file);
    write('packages/words/src/index.ts', `export const word: string = 'two';`);
    utimesSync(file, atime, mtime);
    const after = await compiledSources(root);
    expect(await run(after)).toContain('two');
    expect(await run(before)).toContain('one');

    write('experiments/new/experiment.ts', `export const title: string = 'New';`);
    expect(await run(await compiledSources(root), 'new')).toContain('New');
    write('packages/words/src/index.ts', `export const word: string = 'one';`);
    rmSync(join(root, 'experiments/new'), { recursive: true });
    expect(await compiledSources(root)).toBe(before);
  });

  it('is of one state when several processes compile it', async () => {
    const { root, dist } = workspace();
    const script = `
      import { compiledSources } from ${JSON.stringify(pathToFileURL(COMPILED).href)};
      console.log(await compiledSources(${JSON.stringify(root)}))`;
    const args = ['--input-type=module', '-e', script];
    const started = Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, args));
    const folders = (await Promise.all(started)).map(({ stdout }) => stdout.trim());
    expect(new Set(folders).size).toBe(1);
    expect(await run(folders[0])).toContain('one');
    expect(readdirSync(dist)).toHaveLength(1);
  });

  it('is not there where the sources do not compile', async () => {
    const { root, write, dist } = workspace();
    write('packages/words/src/index.ts', 'export const word: string = ;');
    expect(await compiledSources(root)).toBeUndefined();
    expect(readdirSync(dist)).toEqual([]);
  });

  it('goes when nobody has started it for a week', async () => {
    const { root, write, dist } = workspace();
    const [week, day] = [join(dist, 'unused'), join(dist, 'used')];
    for (const [folder, days] of [
      [week, 8],
      [day, 6],
    ] as const) {
      mkdirSync(folder, { recursive: true });
      const then = Date.now() / 1000 - days * DAY_SECONDS;
      utimesSync(folder, then, then);
    }
    const compiled = await compiledSources(root);
    expect(
      readdirSync(dist)
        .map((name) => join(dist, name))
        .sort(),
    ).toEqual([compiled, day].sort());

    const old = Date.now() / 1000 - 8 * DAY_SECONDS;
    utimesSync(compiled!, old, old);
    await compiledSources(root); // started once more
    write('packages/words/src/index.ts', `export const word: string = 'two';`);
    await compiledSources(root);
    expect(readdirSync(dist)).toHaveLength(3);
  });
});
