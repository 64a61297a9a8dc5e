import { once } from 'node:events';
import { join } from 'node:path';

import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { shotbench, start, temporaryFolder } from './shotbench.ts';

/** A folder with an empty results file called runs.sqlite. */
function prepared(): string {
  const folder = temporaryFolder();
  Tracker.open(join(folder, 'runs.sqlite'), { now: () => 0, isAlive: () => undefined }).close();
  return folder;
}

/** What the dashboard says when it has started, and what it answers by then; ends it by ctrl-C. */
async function started(...args: string[]) {
  const { child, ended } = start(['dashboard', '--db', 'runs.sqlite', '--port', '0', ...args], prepared());
  const [chunk] = (await once(child.stdout!, 'data')) as [Buffer];
  const url = /http:\S+/.exec(chunk.toString())![0];
  const { status } = await fetch(new URL('api/index', url));
  child.kill('SIGINT');
  return { status, ...(await ended) };
}

describe('shotbench dashboard', () => {
  it('is for this machine only, and ends with ctrl-C', async () => {
    const { status, code, stdout, stderr } = await started();
    expect([status, code, stderr]).toEqual([200, 0, '']);
    expect(stdout).toMatch(/^Dashboard: http:\/\/127\.0\.0\.1:\d+\/ \(ctrl-C ends it\)\n$/);
  });

  it('says so where it is open to others', async () => {
    const { status, code, stdout } = await started('--host', '0.0.0.0');
    expect([status, code]).toEqual([200, 0]);
    expect(stdout).toMatch(
      /^Dashboard: http:\/\/0\.0\.0\.0:\d+\/ \(ctrl-C ends it\)\nIt is open to others: whoever can reach this address sees all results, without a password\. /,
    );
  });

  it.each([
    ['', '"" cannot be listened on; expected a name or an address of this machine, such as 127.0.0.1'],
    ['192.0.2.1', '"192.0.2.1" cannot be listened on (E'],
    ['no such host', '"no such host" cannot be listened on (E'],
  ])('refuses the host "%s" in one line', async (host, message) => {
    const args = ['dashboard', '--db', 'runs.sqlite', '--port', '0', '--host', host];
    const { code, stdout, stderr } = await shotbench(args, prepared());
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
