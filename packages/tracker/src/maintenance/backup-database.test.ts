import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { errorOf } from '@shotbench/errors/testing';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { cellWith } from '../../test/fixtures.ts';
import { oldDatabase } from '../../test/old-database.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { backupDatabase, migrateDatabase, Tracker } from '../index.ts';

const options = { now: () => 0, isAlive: () => undefined };

describe('backupDatabase', () => {
  it('copies what is committed while another connection writes, to one file of its own', async () => {
    const folder = temporaryFolder();
    const [file, copy] = [join(folder, 'runs.db'), join(folder, 'copy.db')];
    const tracker = Tracker.open(file, options);
    tracker.enqueue([cellWith()], 'test');
    const writer = new Sqlite(file);
    writer.exec("BEGIN IMMEDIATE; UPDATE runs SET planned_by = 'nobody'");
    await backupDatabase(file, copy);
    writer.exec('ROLLBACK');
    writer.close();
    tracker.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
    const copied = Tracker.openReadOnly(copy);
    expect(copied.runs()).toMatchObject([{ plannedBy: 'test', state: 'queued' }]);
    copied.close();
  });

  it('replaces a file only when told to, and leaves none when it fails', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'runs.db');
    oldDatabase(file, 3);
    const taken = join(folder, 'taken');
    writeFileSync(taken, 'mine');
    await expect(backupDatabase(file, taken)).rejects.toThrow(`${taken} exists; expected no file there`);
    expect(readFileSync(taken, 'utf8')).toBe('mine');
    await backupDatabase(file, taken, { force: true });
    const copy = new Sqlite(taken, { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(3);
    copy.close();
    const below = backupDatabase(file, join(file, 'copy'));
    await expect(below).rejects.toMatchObject({ code: 'TRACKER_BACKUP' });
    await expect(backupDatabase(join(folder, 'none'), join(folder, 'copy'))).rejects.toMatchObject({
      code: 'TRACKER_MISSING',
    });
    expect(readdirSync(folder).sort()).toEqual(['runs.db', 'taken']);
  });
});

describe('migrateDatabase', () => {
  it('says from where to where, and where the copy is; then there is nothing to do', () => {
    const file = join(temporaryFolder(), 'runs.db');
    oldDatabase(file, 2);
    const backup = `${file}.version-2.bak`;
    expect(migrateDatabase(file)).toEqual({ from: 2, to: 5, backup });
    expect(existsSync(backup)).toBe(true);
    expect(migrateDatabase(file)).toBeUndefined();
  });

  it('makes no file where there is none', () => {
    const file = join(temporaryFolder(), 'runs.db');
    expect(errorOf(() => migrateDatabase(file)).code).toBe('TRACKER_MISSING');
    expect(existsSync(file)).toBe(false);
  });
});
