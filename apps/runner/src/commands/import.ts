import { Command, Option } from 'commander';

import { IMPORT_FORMATS } from '../import/format-names.ts';
import type { ImportOptions } from '../import/import-results.ts';
import { databaseOption } from '../options.ts';

export function importCommand(): Command {
  return new Command('import')
    .description('Put results of other programs into the database, so that tables show them in rows of their own.')
    .argument(
      '<paths...>',
      "Dassl's log.txt, Tip-Adapter's exp.log, JSON or CSV of CLIP_benchmark, or folders with such",
    )
    .addOption(
      new Option('--from <format>', 'the format of the files (default: as their content tells)').choices(
        IMPORT_FORMATS,
      ),
    )
    .option('--backbone <name>', "what your feature sets call the model (default: the results' own name)")
    .option('--dry-run', 'list what would come in, and store nothing')
    .addOption(databaseOption())
    .addHelpText(
      'after',
      `
Examples:
  shotbench import CoOp/output --dry-run
  shotbench import CoOp/output Tip-Adapter/exp.log
  shotbench import results/*.json --from clip-benchmark --backbone clip-vit-base-patch32

Importing again changes nothing. Logs of runs that did not finish are named and left out. Which images the numbers are of is not known, so that they never
count as an older or newer version of a feature set. What was chosen on test images is shown by "shotbench table --test-oracle" only.`,
    )
    .action(async (paths: string[], options: ImportOptions) => {
      const { importResults } = await import('../import/import-results.ts');
      process.stdout.write(importResults(paths, options, (line) => process.stderr.write(line)));
    });
}
