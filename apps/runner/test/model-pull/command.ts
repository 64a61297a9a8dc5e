import { ShotbenchError } from '@shotbench/errors';
import { Command } from 'commander';

import { modelPullCommand } from '../../src/commands/model-pull.ts';

/** `model pull` on its own, as a process that can be killed; errors are printed as the whole command prints them. */
const model = new Command('model').addCommand(modelPullCommand());
try {
  await new Command('shotbench').addCommand(model).parseAsync(process.argv.slice(2), { from: 'user' });
} catch (error) {
  process.stderr.write(`shotbench: error: ${error instanceof ShotbenchError ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
