import { spawnSync } from 'node:child_process';

/** Runs a benchmark's file again with arguments and changes of the environment, in a process of its own. */
export function runPart(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const options = { stdio: 'inherit', env: { ...process.env, ...env } } as const;
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...args], options);
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} failed`);
}
