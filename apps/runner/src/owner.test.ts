import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';

import { describeOwner } from '@shotbench/run-reports/describe-owner';
import { describe, expect, it } from 'vitest';

import { currentOwner, isOwnerAlive } from './owner.ts';

describe('an owner', () => {
  it('lives while its process does', async () => {
    expect(isOwnerAlive(currentOwner())).toBe(true);
    const module = new URL('./owner.ts', import.meta.url).href;
    const script = `const { currentOwner } = await import(${JSON.stringify(module)}); console.log(currentOwner()); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const owner = line.toString().trim();
    expect(owner).not.toBe(currentOwner());
    expect(isOwnerAlive(owner)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(isOwnerAlive(owner)).toBe(false);
  });

  it('is not taken for a later process with its number', () => {
    const [, start] = /\/(\d+)$/.exec(currentOwner()) ?? [];
    if (start === undefined) return; // only Linux tells when a process started
    expect(isOwnerAlive(currentOwner().replace(/\d+$/, String(Number(start) - 1)))).toBe(false);
  });

  it('of another machine may live or not', () => {
    expect(isOwnerAlive(`elsewhere/${currentOwner()}`)).toBeUndefined();
    expect(isOwnerAlive('nonsense')).toBeUndefined();
  });

  it('is described by its process and machine', () => {
    expect(describeOwner(currentOwner())).toBe(`process ${process.pid} on ${hostname()}`);
    expect(describeOwner('nonsense')).toBe('nonsense');
  });
});
