import { ShotbenchError } from '@shotbench/errors';
import { CommanderError } from 'commander';

import { program } from './program.ts';

/**
 * Runs the command line.
 * @param args what the user typed after `shotbench`.
 * @returns the exit code: 0, 1 for anything that went wrong, 130 after an interrupt.
 */
export async function main(args: readonly string[]): Promise<number> {
  const result = { exitCode: 0 };
  try {
    await program(result).parseAsync([...args], { from: 'user' });
    return result.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && (error.exitCode === 0 || error.code === 'commander.help')) {
      return error.exitCode; // help or the version has been printed
    }
    process.stderr.write(`shotbench: error: ${describe(error)}\n`);
    return 1;
  }
}

/** One line for what users can mend, the stack for what only we can. */
function describe(error: unknown): string {
  if (error instanceof ShotbenchError) return error.message;
  if (error instanceof CommanderError) {
    return `${error.message.replace(/^error: /, '').replaceAll('\n', ' ')}; add --help for what the command takes`;
  }
  if (error instanceof Error) return error.stack ?? error.message;
  return String(error);
}
