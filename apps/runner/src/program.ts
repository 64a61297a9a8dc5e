import { Command } from 'commander';

import { cacheCommand } from './commands/cache.ts';
import { compareCommand } from './commands/compare.ts';
import { costCommand } from './commands/cost.ts';
import { dashboardCommand } from './commands/dashboard.ts';
import { dataCommand } from './commands/data.ts';
import { dbCommand } from './commands/db.ts';
import { diffCommand } from './commands/diff.ts';
import { exportCommand } from './commands/export.ts';
import { featuresCommand } from './commands/features.ts';
import { gateCommand } from './commands/gate.ts';
import { importCommand } from './commands/import.ts';
import { invalidateCommand } from './commands/invalidate.ts';
import { methodsCommand } from './commands/methods.ts';
import { modelCommand } from './commands/model.ts';
import { planCommand } from './commands/plan.ts';
import { promptsCommand } from './commands/prompts.ts';
import { rankCommand } from './commands/rank.ts';
import { reproduceCommand } from './commands/reproduce.ts';
import { retryCommand } from './commands/retry.ts';
import { runCommand } from './commands/run.ts';
import { runsCommand } from './commands/runs.ts';
import { showCommand } from './commands/show.ts';
import { siteCommand } from './commands/site.ts';
import { statusCommand } from './commands/status.ts';
import { tableCommand } from './commands/table.ts';
import { trialsCommand } from './commands/trials.ts';

/** Where a command leaves its exit code. */
export interface CommandResult {
  exitCode: number;
}

/** The whole command line. */
export function program(result: CommandResult): Command {
  const root = new Command('shotbench')
    .description('Benchmark few-shot adaptation of CLIP-like vision-language models on cached features.')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      `
A first sweep, from features on disk to a page:
  shotbench features import path/to/dtd --name dtd
  shotbench run --features dtd --methods zero-shot,linear-probe,taskres --shots 1,2,4,8,16 --seeds 1..3
  shotbench table
  shotbench dashboard

Running a sweep again does only what is missing; several of them may share one database.`,
    );
  root.addCommand(featuresCommand(result));
  root.addCommand(dataCommand(result));
  root.addCommand(modelCommand());
  root.addCommand(methodsCommand());
  root.addCommand(planCommand());
  root.addCommand(runCommand(result));
  root.addCommand(retryCommand(result));
  root.addCommand(statusCommand());
  root.addCommand(runsCommand());
  root.addCommand(promptsCommand());
  root.addCommand(tableCommand());
  root.addCommand(rankCommand());
  root.addCommand(compareCommand());
  root.addCommand(costCommand());
  root.addCommand(trialsCommand());
  root.addCommand(importCommand());
  root.addCommand(reproduceCommand(result));
  root.addCommand(showCommand());
  root.addCommand(diffCommand());
  root.addCommand(invalidateCommand());
  root.addCommand(gateCommand(result));
  root.addCommand(exportCommand());
  root.addCommand(dashboardCommand());
  root.addCommand(siteCommand(result));
  root.addCommand(dbCommand(result));
  root.addCommand(cacheCommand(result));
  // Errors come back as exceptions, so that one place decides what is printed and with which exit code.
  for (const command of [root, ...root.commands, ...root.commands.flatMap((c) => c.commands)]) {
    command.exitOverride().configureOutput({ outputError: () => undefined });
  }
  return root;
}
