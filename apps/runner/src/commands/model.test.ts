import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { messageOf } from '@shotbench/errors/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { modelCommand } from './model.ts';

const goldens = join(import.meta.dirname, '..', '..', '..', '..', 'packages', 'clip', 'test', 'goldens');

/** What `shotbench model` prints for some arguments. */
async function printed(...args: string[]): Promise<string> {
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    await modelCommand().parseAsync(args, { from: 'user' });
  } finally {
    stdout.mockRestore();
  }
  return written.join('');
}

describe('shotbench model info', () => {
  it('prints one hash for the same model in two layouts', async () => {
    const [ours, theirs] = [
      await printed('info', join(goldens, 'clip-vit-tiny')),
      await printed('info', join(goldens, 'clip-vit-tiny-hf')),
    ];
    const hash = /^hash {9}([0-9a-f]{64})$/m;
    expect(hash.exec(ours)?.[1]).toBe(hash.exec(theirs)![1]);
    expect(theirs).toContain('layout       huggingface\n');
  });

  it('finds the licence in the model card', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shotbench-runner-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    cpSync(join(goldens, 'clip-vit-tiny'), folder, { recursive: true });
    writeFileSync(join(folder, 'README.md'), '---\nlicense: mit\n---\n');
    expect(await printed('info', folder)).toContain('licence      mit\n');
  });

  it('says what is wrong with a path', async () => {
    const error: unknown = await printed('info', join(goldens, 'none')).catch((caught: unknown) => caught);
    expect(
      messageOf(() => {
        throw error;
      }),
    ).toMatch(/^there is no model at .*none .*; expected a \.safetensors file or a folder with one/);
  });
});
