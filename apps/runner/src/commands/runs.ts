import { SORT_COLUMNS } from '@shotbench/dashboard/run-list';
import { EVALUATION_KINDS, PROTOCOLS, RUN_STATES } from '@shotbench/tracker';
import { Command, Option } from 'commander';

import { databaseOption } from '../options.ts';
import type { RunsOptions } from '../runs/runs.ts';

/** What the user asked `shotbench runs` for. */
interface RunsCommandOptions extends Pick<RunsOptions, 'db' | 'format'> {
  readonly state?: string;
  readonly method?: string;
  readonly features?: string;
  readonly shots?: string;
  readonly seed?: string;
  readonly protocol?: string;
  readonly backbone?: string;
  readonly evaluation?: string;
  readonly plannedBy?: string;
  readonly errorCode?: string;
  readonly find?: string;
  readonly sort?: string;
  readonly descending?: true;
}

export function runsCommand(): Command {
  return new Command('runs')
    .description('List single runs: key, state, where they stand, accuracy, time, and why they failed.')
    .addOption(databaseOption())
    .addOption(
      new Option('--format <format>', 'how to print')
        .choices(['text', 'csv', 'json', 'markdown', 'latex'])
        .default('text'),
    )
    .addOption(new Option('--state <state>', 'only runs in this state').choices(RUN_STATES))
    .option('--method <name>', 'only of this method, as tables call it, such as "taskres (alpha=1)"')
    .option('--features <name>', 'only on this feature set')
    .option('--shots <number>', 'only with this shot count')
    .option('--seed <number>', 'only with this seed; none for runs without one')
    .addOption(new Option('--protocol <protocol>', 'only by this protocol').choices(PROTOCOLS))
    .option('--backbone <name>', 'only of this backbone')
    .addOption(new Option('--evaluation <kind>', 'only of this evaluation').choices(EVALUATION_KINDS))
    .option('--planned-by <name>', 'only of this experiment')
    .option('--error-code <code>', 'only failed with this error')
    .option(
      '--find <words>',
      'only with all these words in method, set, backbone, planner or error, or as first digits of the key',
    )
    .addOption(new Option('--sort <column>', 'by which column').choices(SORT_COLUMNS))
    .option('--descending', 'the greatest first')
    .addHelpText(
      'after',
      `
Examples:
  shotbench runs --state failed
  shotbench runs --find "taskres RN50" --sort accuracy --descending
  shotbench runs --features dtd --shots 16 --format csv > runs.csv`,
    )
    .action(async ({ db, format, features, descending, ...others }: RunsCommandOptions) => {
      const { runs } = await import('../runs/runs.ts');
      const query = { ...others, dataset: features, descending: descending && 'yes' };
      process.stdout.write(runs({ db, format, query }));
    });
}
