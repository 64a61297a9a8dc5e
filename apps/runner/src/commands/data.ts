import { Command } from 'commander';

import type { CommandResult } from '../program.ts';
import { dataCheckCommand } from './data-check.ts';

export function dataCommand(result: CommandResult): Command {
  const data = new Command('data').description('Look after datasets on the disk.');
  data.addCommand(dataCheckCommand(result));
  return data;
}
