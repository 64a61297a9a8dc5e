import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { resultDatabase } from './result-database.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

/** Two databases that share the run of seed 1. */
function prepared(): string {
  const cwd = temporaryFolder();
  resultDatabase(join(cwd, 'a.sqlite'), [1, 2]);
  resultDatabase(join(cwd, 'b.sqlite'), [1, 3]);
  return cwd;
}

describe('shotbench db', { timeout: 300_000 }, () => {
  it('merges databases, and tells results that disagree', async () => {
    const cwd = prepared();
    const merge = (...args: string[]) => shotbench(['db', 'merge', ...args], cwd);
    const merged = await merge('a.sqlite', 'b.sqlite', '--into', 'all.sqlite');
    expect(merged).toMatchObject({ code: 0, stderr: '' });
    expect(merged.stdout).toBe('all.sqlite: 3 runs added, 0 replaced by what another had, 0 left as they were\n');
    const again = await merge('b.sqlite', 'a.sqlite', '--into', 'all.sqlite');
    expect(again.stdout).toBe('all.sqlite: 0 runs added, 0 replaced by what another had, 3 left as they were\n');
    // The same as if all of it had been run in one.
    resultDatabase(join(cwd, 'once.sqlite'), [1, 2, 3]);
    const csv = async (db: string) => (await shotbench(['table', '--format', 'csv', '--db', db], cwd)).stdout;
    expect(await csv('all.sqlite')).toBe(await csv('once.sqlite'));

    const db = new Sqlite(join(cwd, 'b.sqlite'));
    db.exec('UPDATE runs SET accuracy = 1.5 WHERE seed = 3');
    db.close();
    const disagreeing = await merge('b.sqlite', '--into', 'all.sqlite');
    expect(disagreeing.code).toBe(1);
    expect(disagreeing.stdout).toMatch(
      /\n1 result has other numbers elsewhere:\n {2}\w{12} taskres on one, made up, 1 shots, seed 3: 63, and 1.5 in b.sqlite\n$/,
    );
    const itself = await merge('all.sqlite', '--into', 'all.sqlite');
    expect(itself).toMatchObject({ code: 1, stderr: expect.stringContaining('merged into itself') });
  });

  it('checks a database row by row', async () => {
    const cwd = prepared();
    const check = (file: string) => shotbench(['db', 'check', '--db', file], cwd);
    expect(await check('a.sqlite')).toMatchObject({ code: 0, stderr: '' });
    expect((await check('a.sqlite')).stdout).toMatch(/^a\.sqlite: 2 runs, 0 sets of predictions, nothing wrong\n$/);
    const db = new Sqlite(join(cwd, 'a.sqlite'));
    db.exec('UPDATE runs SET seed = 3 WHERE seed = 2');
    db.close();
    const { code, stdout } = await check('a.sqlite');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^runs \w{12}: seed is 3; expected 2\na\.sqlite: 2 runs, .*, 1 wrong\n$/);
    expect(await check('none.sqlite')).toMatchObject({ code: 1, stderr: expect.stringContaining('does not exist') });
  });

  it('backs up and migrates', async () => {
    const cwd = prepared();
    const backup = (...args: string[]) => shotbench(['db', 'backup', ...args, '--db', 'a.sqlite'], cwd);
    expect((await backup()).stdout).toMatch(/^copied a\.sqlite to a\.sqlite\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.bak\n$/);
    expect(readdirSync(cwd).filter((name) => /^a\.sqlite\..*Z\.bak$/.test(name))).toHaveLength(1);
    expect((await backup('copy.sqlite')).code).toBe(0);
    expect(await backup('copy.sqlite')).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') });
    expect((await backup('copy.sqlite', '--force')).code).toBe(0);
    const table = (db: string) => shotbench(['table', '--db', db], cwd);
    expect((await table('copy.sqlite')).stdout).toBe((await table('a.sqlite')).stdout);

    const migrate = (file: string) => shotbench(['db', 'migrate', '--db', file], cwd);
    expect((await migrate('a.sqlite')).stdout).toBe('a.sqlite is of the newest version already\n');
    expect(await migrate('none.sqlite')).toMatchObject({ code: 1, stderr: expect.stringContaining('does not exist') });
    expect(existsSync(join(cwd, 'none.sqlite'))).toBe(false);
  });
});
