import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it, onTestFinished } from 'vitest';

const SCRIPT = join(import.meta.dirname, 'demo.mjs');
const folder = mkdtempSync(join(tmpdir(), 'shotbench-demo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const database = ['--db', join(folder, 'demo.sqlite')];

function demo(...args: string[]) {
  return started(SCRIPT, [...database, '--cache', join(folder, 'cache', 'features'), ...args]);
}

function started(script: string, args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGTERM'));
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  }
  return { child, output, closed: once(child, 'close') };
}

describe('npm run demo', { timeout: 900_000 }, () => {
  it('draws, extracts, sweeps, prints the table and serves the dashboard until it is stopped', async () => {
    const { child, output, closed } = demo('--port', '0');
    await expect.poll(() => output.text, { timeout: 800_000 }).toMatch(/Dashboard: http/);
    expect(output.text).toMatch(/extracted people-actions: .*picto/);
    expect(output.text).toContain('16 shots · picto');
    expect(output.text).toMatch(/taskres \(alpha=8\) {2,}\d\d\.\d\d ± \d\.\d\d/);
    const [, url = ''] = /Dashboard: (http\S+)/.exec(output.text) ?? [];
    expect(await (await fetch(url)).text()).toContain('<title>Shotbench</title>');
    expect(await (await fetch(new URL('api/overview.csv', url))).text()).toContain(
      'people-actions,16,taskres (alpha=8),fixed,3,',
    );
    child.kill('SIGTERM');
    expect((await closed)[0]).toBe(0);
  });

  it('reaches the accuracies that its bands expect', async () => {
    const [root, bands] = [join(import.meta.dirname, '..'), 'experiments/built-in/bands.json'];
    const args = ['gate', join(root, bands), ...database, '--format', 'markdown'];
    const { output, closed } = started(join(root, 'apps/runner/bin/shotbench.js'), args);
    const [code] = (await closed) as [number];
    // What continuous integration shows of it; all cells only where one is off.
    console.log(code === 0 ? output.text.replace(/<details>[\s\S]*/, '') : output.text);
    expect(output.text).toMatch(/^## Regression gate: 66 of 66 cells inside their bands\n/);
    expect(code).toBe(0);
  });

  it('does nothing a second time but print, and serves nothing where that is asked for', async () => {
    const { output, closed } = demo('--no-serve');
    expect((await closed)[0]).toBe(0);
    expect(output.text).toMatch(/cells: 0 run, \d+ already there/);
    expect(output.text).not.toContain('Dashboard');
  });

  it('refuses options that it does not have', async () => {
    const { output, closed } = demo('--prot', '0');
    expect((await closed)[0]).toBe(1);
    expect(output.text).toMatch(/^demo: error: .*--prot.*; expected --no-serve, --port N/);
  });
});
