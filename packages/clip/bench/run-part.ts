import { spawnSync } from 'node:child_process';

/** Runs a benchmark's file again with arguments, in a process of its own. */
export function runPart(file: string, ...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...args], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} failed`);
}
