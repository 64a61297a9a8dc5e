import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Random } from '@shotbench/few-shot';
import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { childrenOf } from './children-of.ts';
import { featureFolder } from './feature-folder.ts';
import { shotbench, start, temporaryFolder } from './shotbench.ts';

const SWEEP = ['run', '--features', 'one,two', '--methods', 'zero-shot,linear-probe,taskres'];
/** 2 sets × 3 shot counts × (1 + 1 + 5 seeds). */
const SHORT = [...SWEEP, '--shots', '1,2,4', '--seeds', '1..5', '--threads', '1'];
const CELLS = 42;

/** 2 sets × 3 shot counts × (1 + 1 + 48 seeds). */
const LONG = [...SWEEP, '--shots', '1,2,4', '--seeds', '1..48', '--threads', '1', '--set', 'taskres.epochs=3'];
const KILLS = 50;

async function prepared(sweep: readonly string[]): Promise<{ cwd: string; undisturbed: string }> {
  const cwd = temporaryFolder();
  for (const name of ['one', 'two']) await shotbench(['features', 'import', featureFolder(cwd, name)], cwd);
  await shotbench([...sweep, '--workers', '1', '--db', 'undisturbed.sqlite'], cwd);
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

/** Follows what a process says: waits for so many lines more than there are now, or for its end. */
function follow({ child, ended }: ReturnType<typeof start>): (lines: number) => Promise<{ readonly isOver: boolean }> {
  let [seen, isOver] = [0, false];
  child.stderr?.on('data', (chunk: Buffer) => (seen += chunk.toString().split('\n').length - 1));
  void ended.then(() => (isOver = true));
  return async (lines) => {
    for (const wanted = seen + lines; seen < wanted && !isOver;) await sleep(5);
    return { isOver };
  };
}

/** False if the process had ended already. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

describe('a sweep', { timeout: 600_000 }, () => {
  it('of 300 cells whose processes are killed at 50 random moments ends in the table of an undisturbed one', async () => {
    const { cwd, undisturbed } = await prepared(LONG);
    const command = [...LONG, '--workers', '2', '--db', 'killed.sqlite'];
    const random = new Random(1);
    const kills = { runner: 0, worker: 0 };
    while (kills.runner + kills.worker < KILLS) {
      const started = start(command, cwd);
      const { child, ended } = started;
      const after = follow(started);
      let victim: keyof typeof kills = 'worker';
      while (victim === 'worker') {
        // Anything between the start of the process, the first cells, and the midst of a cell.
        await after(random.below(3));
        await sleep(random.below(60));
        if ((await after(0)).isOver) break;
        const workers = childrenOf(child.pid!);
        victim = workers.length === 0 || random.below(5) === 0 ? 'runner' : 'worker';
        if (kill(victim === 'runner' ? child.pid! : workers[random.below(workers.length)]!)) kills[victim]++;
        if (kills.runner + kills.worker === KILLS) {
          child.kill('SIGKILL');
          break;
        }
      }
      // The pipe of standard error is closed only when the workers are gone as well.
      if ((await ended).code !== null) break;
    }
    expect(kills.runner + kills.worker).toBe(KILLS);
    if (process.platform === 'linux') expect(kills.worker).toBeGreaterThan(10);
    const last = await shotbench(command, cwd);
    expect(last.stderr).toMatch(/^cells: /m);
    expect(last.code).toBe(0);
    expect(await csv(cwd, 'killed.sqlite')).toBe(undisturbed);
    expect(runs(cwd, 'killed.sqlite').filter(({ state }) => state === 'done')).toHaveLength(300);
  });

  it('shared by two runners runs every cell once', async () => {
    const { cwd, undisturbed } = await prepared(SHORT);
    const command = [...SHORT, '--db', 'shared.sqlite'];
    const both = await Promise.all([shotbench(command, cwd), shotbench([...command, '--workers', '1'], cwd)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const ran = both.map(({ stderr }) => Number(/cells: (\d+) run/.exec(stderr)?.[1]));
    expect(ran[0]! + ran[1]!).toBe(CELLS);
    expect(runs(cwd, 'shared.sqlite').every(({ attempts, state }) => attempts === 1 && state === 'done')).toBe(true);
    expect(await csv(cwd, 'shared.sqlite')).toBe(undisturbed);
  });

  it('that is interrupted says so, keeps what is done and goes on later', async () => {
    const { cwd, undisturbed } = await prepared(SHORT);
    const command = [...SHORT, '--db', 'interrupted.sqlite'];
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
