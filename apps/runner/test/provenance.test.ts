import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { WORKSPACE } from '../src/provenance.ts';
import { codeState } from '../src/provenance/code-state.ts';
import { commandLine } from '../src/provenance/command-line.ts';
import { gpuNames } from '../src/provenance/gpu-names.ts';
import { featureFolder } from './feature-folder.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

/** A repository of one committed file, `code.ts`, with the line `one`. */
function repository(): { folder: string; git: (...args: string[]) => string } {
  const folder = temporaryFolder();
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]): string =>
    execFileSync('git', [...author, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  git('init', '--quiet');
  writeFileSync(join(folder, 'code.ts'), 'one\n');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
  return { folder, git };
}

describe('the state of the code', () => {
  it('is a commit where nothing has changed', () => {
    const { folder, git } = repository();
    expect(codeState(folder)).toEqual({ commit: git('rev-parse', 'HEAD').trim(), dirty: false });
  });

  it('has what differs from the commit, staged or not, and the names of untracked files', () => {
    const { folder, git } = repository();
    writeFileSync(join(folder, 'staged.ts'), 'two\n');
    git('add', 'staged.ts');
    writeFileSync(join(folder, 'code.ts'), 'three\n');
    writeFileSync(join(folder, 'neü.ts'), 'secret of nobody\n');
    writeFileSync(join(folder, '.gitignore'), 'ignored\n');
    writeFileSync(join(folder, 'ignored'), '');
    const { dirty, diff } = codeState(folder);
    expect(dirty).toBe(true);
    expect(diff).toMatch(
      /^diff --git a\/code\.ts b\/code\.ts\n(.*\n)+-one\n\+three\ndiff --git .*staged\.ts\n(.*\n)+\+two\n/,
    );
    expect(diff).toMatch(/\nuntracked: \.gitignore\nuntracked: neü\.ts\n$/);
    expect(diff).not.toContain('secret of nobody');
  });

  it('reads the same whatever the user has configured git to print', () => {
    const { folder, git } = repository();
    writeFileSync(join(folder, 'code.ts'), 'three\n');
    const plain = codeState(folder).diff;
    git('config', 'color.ui', 'always');
    git('config', 'diff.external', 'false');
    expect(codeState(folder).diff).toBe(plain);
  });

  it('cuts a long difference at a line, and says so', () => {
    const { folder } = repository();
    writeFileSync(join(folder, 'code.ts'), `${'ü'.repeat(49)}\n`.repeat(5_000));
    const { diff = '' } = codeState(folder);
    const [, kept, whole] = /\n… cut: (\d+) of (\d+) bytes are kept\n$/.exec(diff) ?? [];
    expect(Number(whole)).toBeGreaterThan(500_000);
    expect(Number(kept)).toBeLessThanOrEqual(200_000);
    expect(Number(kept)).toBeGreaterThan(199_800);
    expect(diff).toMatch(/\+ü{49}\n… cut/);
    expect(Buffer.byteLength(diff)).toBeLessThan(200_100);
  });

  it('is not known outside of a repository', () => {
    expect(codeState(temporaryFolder())).toEqual({ commit: null, dirty: null });
  });
});

describe('graphics processors', () => {
  it('are read off the list of the driver, and are none without it', () => {
    const folder = temporaryFolder();
    expect(gpuNames(join(folder, 'none'))).toEqual([]);
    for (const [address, model] of [
      ['0000:65:00.0', 'NVIDIA H100 80GB HBM3'],
      ['0000:17:00.0', 'Tesla T4'],
    ] as const) {
      mkdirSync(join(folder, address));
      writeFileSync(join(folder, address, 'information'), `Model: \t\t ${model}\nIRQ:   \t\t 24\n`);
    }
    mkdirSync(join(folder, 'no-information'));
    expect(gpuNames(folder)).toEqual(['Tesla T4', 'NVIDIA H100 80GB HBM3']);
  });
});

describe('the command line', () => {
  it('leaves out where Node and the command lie', () => {
    expect(commandLine(['/usr/bin/node', '/some/where/shotbench.js', 'run', 'a b', '--set', 'x.y="z"'])).toBe(
      `shotbench run 'a b' --set 'x.y="z"'`,
    );
  });
});

describe('shotbench run', () => {
  it('keeps with each cell what it was computed by', async () => {
    const cwd = temporaryFolder();
    await shotbench(['features', 'import', featureFolder(cwd, 'one')], cwd);
    const args = [
      'run',
      '--features',
      'one',
      '--methods',
      'zero-shot',
      '--shots',
      '1',
      '--seeds',
      '1',
      '--threads',
      '1',
    ];
    expect((await shotbench(args, cwd)).code).toBe(0);
    const tracker = Tracker.openReadOnly(join(cwd, 'results/shotbench.sqlite'));
    const stored = tracker.runs()[0]!.provenance!;
    tracker.close();
    expect(stored.command).toBe(`shotbench ${args.join(' ')}`);
    const lock = readFileSync(join(WORKSPACE, 'package-lock.json'));
    expect(stored.lockHash).toBe(createHash('sha256').update(lock).digest('hex'));
    expect(stored.memoryBytes).toBeGreaterThan(2 ** 28);
    expect(stored.gpus).toEqual(gpuNames());
    for (const name of ['shotbench', 'onnxruntime-node', '@tensorflow/tfjs', 'better-sqlite3', 'sqlite', 'v8']) {
      expect(stored.versions[name], name).toMatch(/^\d+\.\d+\.\d+/);
    }
  });
});
