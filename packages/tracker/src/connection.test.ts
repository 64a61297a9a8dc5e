import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { canonicalJson, hashJson } from '@shotbench/content-hash';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { cellWith, identity, provenance, resultOf } from '../test/fixtures.ts';
import { oldDatabase } from '../test/old-database.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { runKey, Tracker } from './index.ts';
import { schemaOf } from './migrations.ts';

const options = { now: () => 0, isAlive: () => undefined };
const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Both ways of opening must fail with this code and message, and leave the file as it was. */
function expectRefused(file: string, code: string, message: string | RegExp): void {
  const before = hash(file);
  for (const open of [() => Tracker.open(file, options), () => Tracker.openReadOnly(file)]) {
    expect(open).toThrow(expect.objectContaining({ name: 'ShotbenchError', code }));
    expect(open).toThrow(message);
    expect(hash(file)).toBe(before);
  }
}

describe('Tracker.open', () => {
  it('makes the file and its folders, and opens it again', () => {
    const file = join(temporaryFolder(), 'a', 'b', 'runs.db');
    const tracker = Tracker.open(file, options);
    tracker.enqueue([cellWith()], 'test');
    tracker.close();
    const again = Tracker.open(file, options);
    expect(again.counts().queued).toBe(1);
    again.close();
  });

  it('sets up what several writers need', () => {
    const file = join(temporaryFolder(), 'runs.db');
    Tracker.open(file, options).close();
    const db = new Sqlite(file);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('user_version', { simple: true })).toBe(5);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });

  it.each([1, 2, 3])('brings a file of version %i to the newest without losing a run', (version) => {
    const file = join(temporaryFolder(), 'runs.db');
    oldDatabase(file, version);
    const key = runKey(identity);
    const old = new Sqlite(file);
    if (version > 1)
      old.exec(
        `INSERT INTO draws VALUES ('${key}', '{"train":["a"],"validation":[]}'); UPDATE runs SET draw = key WHERE seed = 1`,
      );
    old.close();

    expect(() => Tracker.openReadOnly(file)).toThrow(`version ${version}`);
    const backup = `${file}.version-${version}.bak`;
    const again = Tracker.open(file, options);
    expect(readdirSync(join(file, '..')).filter((name) => name.endsWith('.bak'))).toEqual([basename(backup)]);
    expect(again.get(key)).toEqual({
      ...{ key, identity, variant: 'v', plannedBy: 'long ago', state: 'done', attempts: 2, owner: 'me' },
      ...{
        heartbeatAt: null,
        createdAt: 5,
        startedAt: 6,
        finishedAt: 7,
        error: null,
        result: resultOf(50),
        provenance,
      },
    });
    expect(again.counts({ evaluations: ['few-shot'] })).toMatchObject({ done: 1, queued: 1 });
    expect(again.drawnImages(key)).toEqual(version > 1 ? { train: ['a'], validation: [] } : undefined);
    const other = cellWith({ evaluation: { kind: 'base-to-novel' } });
    expect(again.enqueue([cellWith(), cellWith({ seed: 2 }), other], 'test')).toEqual({ added: 1, present: 2 });
    again.close();
    const db = new Sqlite(file);
    expect(
      db.prepare('SELECT config_hash FROM runs JOIN kinds ON kinds.id = runs.kind WHERE key = ?').pluck().get(key),
    ).toBe(hashJson(identity.config));
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
    Tracker.openReadOnly(file).close();

    // The copy is the file as it was, and can be put back and brought up to date again.
    const copy = new Sqlite(backup, { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(version);
    expect(copy.prepare('SELECT state, config FROM runs ORDER BY seed').raw().all()).toEqual([
      ['done', canonicalJson(identity.config)],
      ['queued', canonicalJson(identity.config)],
    ]);
    copy.close();
    const before = hash(backup);
    copyFileSync(backup, file);
    Tracker.open(file, options).close();
    expect(hash(backup)).toBe(before);
    expect(existsSync(`${file}.version-${version}-2.bak`)).toBe(true);
  });

  it('keeps what lies beside the runs of a file of version 4', () => {
    const file = join(temporaryFolder(), 'runs.db');
    oldDatabase(file, 4);
    const key = runKey(identity);
    const old = new Sqlite(file);
    const moved = { ...identity, evaluation: { kind: 'transfer', targets: [{ name: 'dtd', hash: 'abc' }] } } as const;
    old.exec(`
      INSERT INTO test_sets VALUES ('${key}', '["cat","dog"]', NULL, x'00000100');
      INSERT INTO predictions VALUES ('${key}', '', '${key}', x'00000100', x'ffffffff', x'ffffffff');
      INSERT INTO logs VALUES ('${key}', 'said');
      INSERT INTO events (key, at, kind, reason) VALUES ('${key}', 3, 'requeued', 'once more');
      INSERT INTO draws VALUES ('${key}', '{"train":["a"],"validation":[]}');
      UPDATE runs SET draw = key, cpu_seconds = 2, peak_memory_bytes = 1000 WHERE seed = 1;
      UPDATE runs SET key = '${runKey(moved)}', identity = '${JSON.stringify(moved)}', evaluation = 'transfer' WHERE seed = 2`);
    old.close();

    const tracker = Tracker.open(file, options);
    expect(tracker.predictions(key)[0]).toMatchObject({ part: '', testSet: { classNames: ['cat', 'dog'] } });
    expect(tracker.log(key)).toBe('said');
    expect(tracker.events(key)).toEqual([{ at: 3, kind: 'requeued', reason: 'once more', before: null }]);
    expect(tracker.drawnImages(key)).toEqual({ train: ['a'], validation: [] });
    expect(tracker.get(key)!.result).toEqual({ ...resultOf(50), cpuSeconds: 2, peakMemoryBytes: 1000 });
    const [run] = tracker.tableRuns({ evaluations: ['transfer'] });
    expect(run).toMatchObject({ key: runKey(moved), state: 'queued', kind: { evaluation: moved.evaluation } });
    tracker.close();
    const db = new Sqlite(file);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(() => db.exec(`UPDATE runs SET kind = 99`)).toThrow('FOREIGN KEY');
    db.close();
  });

  it('leaves a file as it was whose rows refer to nothing', () => {
    const file = join(temporaryFolder(), 'runs.db');
    oldDatabase(file, 4);
    const old = new Sqlite(file);
    old.pragma('foreign_keys = OFF');
    old.exec(`INSERT INTO logs VALUES ('${'0'.repeat(64)}', 'of no run')`);
    old.close();
    expect(() => Tracker.open(file, options)).toThrow(expect.objectContaining({ code: 'TRACKER_CORRUPT' }));
    const db = new Sqlite(file, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(4);
    db.close();
  });

  it('makes no copy of a file that holds no runs', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'runs.db');
    const old = new Sqlite(file);
    old.exec(schemaOf(3));
    old.close();
    Tracker.open(file, options).close();
    expect(readdirSync(folder)).toEqual(['runs.db']);
  });

  it('leaves a file as it was where it cannot be copied before it is changed', () => {
    const file = join(temporaryFolder(), 'runs.db');
    oldDatabase(file, 3);
    // A folder under the name that the copy is written to.
    mkdirSync(`${file}.version-3.bak.${process.pid}`);
    writeFileSync(join(`${file}.version-3.bak.${process.pid}`, 'x'), '');
    expect(() => Tracker.open(file, options)).toThrow(expect.objectContaining({ code: 'TRACKER_BACKUP' }));
    const db = new Sqlite(file, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(3);
    expect(db.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(2);
    db.close();
  });

  it('takes an empty file as a new one', () => {
    const file = join(temporaryFolder(), 'runs.db');
    writeFileSync(file, '');
    Tracker.open(file, options).close();
    Tracker.openReadOnly(file).close();
  });

  it('refuses a file of a newer Shotbench and leaves it as it was', () => {
    const file = join(temporaryFolder(), 'runs.db');
    Tracker.open(file, options).close();
    const db = new Sqlite(file);
    db.pragma('user_version = 99');
    db.close();
    const message =
      `${file} has format version 99, written by a newer Shotbench; this one knows versions up to 5; ` +
      'update shotbench or give another path';
    expectRefused(file, 'TRACKER_NEWER', message);
  });

  it("refuses another program's database and leaves it as it was", () => {
    const file = join(temporaryFolder(), 'other.db');
    const db = new Sqlite(file);
    db.exec('CREATE TABLE songs (name TEXT)');
    db.close();
    expectRefused(file, 'TRACKER_NOT_OURS', /is a SQLite database of something else \(application id 0, 1 tables/);
  });

  it.each([
    ['text', 'accuracy,67.4\n'.repeat(100)],
    ['three bytes', 'a,b'],
    ['one byte', 'x'],
  ])('refuses a file that is no database: %s', (_, content) => {
    const file = join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, content);
    expectRefused(file, 'TRACKER_NOT_OURS', `${file} is not a SQLite database; expected a Shotbench results file`);
    expect(readdirSync(join(file, '..'))).toEqual(['notes.txt']);
  });

  it('refuses a folder, and says why a path does not open', () => {
    const folder = temporaryFolder();
    expect(() => Tracker.open(folder, options)).toThrow(`${folder} is a folder; expected a results file`);
    writeFileSync(join(folder, 'file'), '');
    const below = join(folder, 'file', 'runs.db');
    expect(() => Tracker.open(below, options)).toThrow(expect.objectContaining({ code: 'TRACKER_OPEN' }));
    expect(() => Tracker.open(below, options)).toThrow(/does not open \(E\w+: .*\); expected a results file/);
  });
});

describe('Tracker.openReadOnly', () => {
  it('says how to make a file that is missing or empty, and makes none', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'runs.db');
    const advice = 'expected a results file; make one with "shotbench run", or give the path of an existing one';
    expect(() => Tracker.openReadOnly(file)).toThrow(`${file} does not exist; ${advice}`);
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, '');
    expect(() => Tracker.openReadOnly(file)).toThrow(`${file} is empty; ${advice}`);
    expect(() => Tracker.openReadOnly(file)).toThrow(expect.objectContaining({ code: 'TRACKER_MISSING' }));
  });

  it('reads while another connection holds the write lock', () => {
    const file = join(temporaryFolder(), 'runs.db');
    const tracker = Tracker.open(file, options);
    tracker.enqueue([cellWith()], 'test');
    const writer = new Sqlite(file);
    writer.exec('BEGIN IMMEDIATE; DELETE FROM runs');
    const reader = Tracker.openReadOnly(file);
    expect(reader.counts().queued).toBe(1);
    writer.exec('ROLLBACK');
    for (const connection of [writer, reader, tracker]) connection.close();
  });
});

describe('rows that something else has written', () => {
  it('are refused where state and columns contradict each other', () => {
    const file = join(temporaryFolder(), 'runs.db');
    const tracker = Tracker.open(file, options);
    tracker.enqueue([cellWith()], 'test');
    const db = new Sqlite(file);
    for (const change of [
      "state = 'done'",
      "state = 'running'",
      "state = 'failed', owner = 'me'",
      "state = 'lost'",
      'accuracy = 50',
      "details = 'x'",
    ]) {
      expect(() => db.exec(`UPDATE runs SET ${change}`), change).toThrow(/CHECK constraint failed|malformed JSON/);
    }
    db.close();
    tracker.close();
  });

  it('are named where they do not read back', () => {
    const file = join(temporaryFolder(), 'runs.db');
    const tracker = Tracker.open(file, options);
    tracker.enqueue([cellWith()], 'test');
    const db = new Sqlite(file);
    db.exec("UPDATE runs SET identity = json_set(identity, '$.shots', 'many')");
    db.close();
    const key = runKey(cellWith().identity).slice(0, 12);
    expect(() => tracker.runs()).toThrow(expect.objectContaining({ code: 'TRACKER_CORRUPT' }));
    expect(() => tracker.runs()).toThrow(`the stored run ${key} does not fit: identity.shots is`);
    tracker.close();
  });
});
