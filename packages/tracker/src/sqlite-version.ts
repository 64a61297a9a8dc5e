import Sqlite from 'better-sqlite3';

/** The version of the SQLite library that the tracker's driver has compiled in, such as `3.50.4`. */
export function sqliteVersion(): string {
  const db = new Sqlite(':memory:');
  try {
    return String(db.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    db.close();
  }
}
