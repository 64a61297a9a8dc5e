import { Command } from 'commander';

import type { CommandResult } from '../program.ts';
import { dataCardsCommand } from './data-cards.ts';
import { dataCheckCommand } from './data-check.ts';

export function dataCommand(result: CommandResult): Command {
  const data = new Command('data').description('Say what is known of datasets, and look after them on the disk.');
  data.addCommand(dataCardsCommand());
  data.addCommand(dataCheckCommand(result));
  return data;
}
