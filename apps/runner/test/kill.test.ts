import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { featureFolder } from './feature-folder.ts';
import { shotbench, start, temporaryFolder } from './shotbench.ts';

const SWEEP = ['run', '--features', 'one,two', '--methods', 'zero-shot,linear-probe,taskres'];
const GRID = ['--shots', '1,2,4', '--seeds', '1..5', '--threads', '1'];
/** 2 sets × 3 shot counts × (1 + 1 + 5 seeds). */
const CELLS = 42;

async function prepared(): Promise<{ cwd: string; undisturbed: string }> {
  const cwd = temporaryFolder();
  for (const name of ['one', 'two']) await shotbench(['features', 'import', featureFolder(cwd, name)], cwd);
  await shotbench([...SWEEP, ...GRID, '--db', 'undisturbed.sqlite'], cwd);
  return { cwd, undisturbed: await csv(cwd, 'undisturbed.sqlite') };
}

async function csv(cwd: string, database: string): Promise<string> {
  return (await shotbench(['table', '--format', 'csv', '--db', database], cwd)).stdout;
}

function runs(cwd: string, database: string) {
  const tracker = Tracker.openReadOnly(join(cwd, database));
  const rows = tracker.runs();
  tracker.close();
  return rows;
}

describe('a sweep', { timeout: 300_000 }, () => {
  it('that is killed again and again ends in the table of an undisturbed one', async () => {
    const { cwd, undisturbed } = await prepared();
    const command = [...SWEEP, ...GRID, '--db', 'killed.sqlite'];
    let kills = 0;
    // From before the first cell to the middle of the sweep: each time a little further into what is left.
    for (let cellsBefore = 0; kills < 8; cellsBefore = (cellsBefore + 1) % 4) {
      const { child, ended } = start(command, cwd);
      let lines = 0;
      const isFarEnough = new Promise<void>((resolve) => {
        child.stderr?.on('data', (chunk: Buffer) => {
          lines += chunk.toString().split('\n').length - 1;
          if (lines > cellsBefore) resolve();
        });
      });
      await Promise.race([isFarEnough.then(() => sleep(kills * 3)), ended]);
      child.kill('SIGKILL');
      if ((await ended).code !== null) break;
      kills++;
    }
    expect(kills).toBeGreaterThan(4);
    const last = await shotbench(command, cwd);
    expect(last.code).toBe(0);
    expect(await csv(cwd, 'killed.sqlite')).toBe(undisturbed);
    expect(runs(cwd, 'killed.sqlite').filter(({ state }) => state === 'done')).toHaveLength(CELLS);
  });

  it('shared by two runners runs every cell once', async () => {
    const { cwd, undisturbed } = await prepared();
    const command = [...SWEEP, ...GRID, '--db', 'shared.sqlite'];
    const both = await Promise.all([shotbench(command, cwd), shotbench(command, cwd)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const ran = both.map(({ stderr }) => Number(/cells: (\d+) run/.exec(stderr)?.[1]));
    expect(ran[0]! + ran[1]!).toBe(CELLS);
    expect(runs(cwd, 'shared.sqlite').every(({ attempts, state }) => attempts === 1 && state === 'done')).toBe(true);
    expect(await csv(cwd, 'shared.sqlite')).toBe(undisturbed);
  });

  it('that is interrupted says so, keeps what is done and goes on later', async () => {
    const { cwd, undisturbed } = await prepared();
    const command = [...SWEEP, ...GRID, '--db', 'interrupted.sqlite'];
    const { child, ended } = start(command, cwd);
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain('interrupted; run the same command again to go on\n');
    expect(runs(cwd, 'interrupted.sqlite').some(({ state }) => state === 'running')).toBe(false);
    await shotbench(command, cwd);
    expect(await csv(cwd, 'interrupted.sqlite')).toBe(undisturbed);
  });
});
