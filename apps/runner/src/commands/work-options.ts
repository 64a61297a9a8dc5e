import { type Command } from 'commander';

import { parseNumber } from '../options.ts';

/** How cells are run, for commands that do so. */
export interface WorkOptions {
  readonly workers?: number;
  readonly threads?: number;
  readonly failFast?: true;
  readonly save?: string;
}

export function addWorkOptions(command: Command): Command {
  return command
    .option(
      '--workers <number>',
      'processes that run a cell each (default: one for each core); 1 starts none beside this one',
      parseNumber('--workers', 1, 1024),
    )
    .option(
      '--threads <number>',
      'threads of the executor in each worker (default: cores / workers)',
      parseNumber('--threads', 1, 1024),
    )
    .option('--fail-fast', 'stop at the first cell that fails')
    .option('--save <folder>', 'write learned prompts there; only cells that are run now have some');
}
