import { migrateDatabase } from '@shotbench/tracker';

/** Brings a database up to date and says what came of it. */
export function migrateResults(file: string): string {
  const migration = migrateDatabase(file);
  if (migration === undefined) return `${file} is of the newest version already\n`;
  const { from, to, backup } = migration;
  const copy = backup === undefined ? 'it held no runs, so no copy was made' : `a copy of it as it was is ${backup}`;
  return `brought ${file} from version ${from} to ${to}; ${copy}\n`;
}
