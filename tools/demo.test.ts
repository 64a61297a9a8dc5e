import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

const SCRIPT = join(import.meta.dirname, 'demo.mjs');

function demo(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'shotbench-demo-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const places = ['--db', join(folder, 'demo.sqlite'), '--cache', join(folder, 'features')];
  const child = spawn(process.execPath, [SCRIPT, ...places, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGTERM'));
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  }
  return { child, output, closed: once(child, 'close') };
}

describe('npm run demo', { timeout: 120_000 }, () => {
  it('sweeps and prints the table', async () => {
    const { output, closed } = demo('--no-serve');
    expect((await closed)[0]).toBe(0);
    expect(output.text).toContain('16 shots · synthetic (no encoder)');
    expect(output.text).toMatch(/taskres {2,}fixed {2,}\d\d\.\d\d ± \d\.\d\d/);
    expect(output.text).not.toContain('Dashboard');
  });

  it('serves the dashboard on what it has swept until it is stopped', async () => {
    const { child, output, closed } = demo('--port', '0');
    await expect.poll(() => output.text, { timeout: 60_000 }).toMatch(/Dashboard: http/);
    const [, url = ''] = /Dashboard: (http\S+)/.exec(output.text) ?? [];
    expect(await (await fetch(url)).text()).toContain('<title>Shotbench</title>');
    expect(await (await fetch(new URL('api/table.csv', url))).text()).toContain(
      'synthetic-good-text,16,taskres,fixed,3,',
    );
    child.kill('SIGTERM');
    expect((await closed)[0]).toBe(0);
  });

  it('refuses options that it does not have', async () => {
    const { output, closed } = demo('--prot', '0');
    expect((await closed)[0]).toBe(1);
    expect(output.text).toMatch(/^demo: error: .*--prot.*; expected --no-serve, --port N/);
  });
});
