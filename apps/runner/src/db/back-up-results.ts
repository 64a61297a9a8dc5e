import { backupDatabase } from '@shotbench/tracker';

/** Copies a database, by default to a file beside it with the time in its name. */
export async function backUpResults(
  database: string,
  { file, force }: { readonly file?: string | undefined; readonly force: boolean },
): Promise<string> {
  const target = file ?? `${database}.${timeInName(new Date())}.bak`;
  await backupDatabase(database, target, { force });
  return `copied ${database} to ${target}\n`;
}

/** For example `2026-03-09T14-05-00Z`: colons are no part of file names everywhere. */
function timeInName(date: Date): string {
  return `${date.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}
