import { join } from 'node:path';

import { Command } from 'commander';

import { databaseOption } from '../options.ts';
import type { CommandResult } from '../program.ts';
import { formatBytes } from '../pull/format-bytes.ts';
import { SiteReporter } from '../site-reporter.ts';

const DEFAULT_FOLDER = 'site';
/** What shells give a process that ctrl-C has ended. */
const INTERRUPTED = 130;

export function siteCommand(result: CommandResult): Command {
  const site = new Command('site').description('The dashboard without a server.');
  site.addCommand(exportCommand(result));
  return site;
}

function exportCommand(result: CommandResult): Command {
  return new Command('export')
    .description('Write the dashboard and what it shows into one folder, which opens without a server.')
    .addOption(databaseOption())
    .option('--out <folder>', 'where to; an earlier site there is replaced as a whole', DEFAULT_FOLDER)
    .addHelpText(
      'after',
      `
Examples:
  shotbench site export
  shotbench site export --db results/paper.sqlite --out public/results

Open index.html in the folder, or put all of it below any path of a web server. It holds the results as they are now,
with the tables and figures as files; equal results give equal bytes.`,
    )
    .action(async ({ db, out }: { db: string; out: string }) => {
      // Loaded only here: the other commands should not wait for a bundler.
      const { exportSite } = await import('@shotbench/dashboard');
      const reporter = new SiteReporter(process.stderr, () => performance.now());
      const ending = new AbortController();
      const stop = (): void => ending.abort();
      process.once('SIGINT', stop).once('SIGTERM', stop);
      try {
        const onProgress = reporter.progress.bind(reporter);
        const { files, bytes, pages } = await exportSite({ database: db, out, onProgress, signal: ending.signal });
        reporter.end();
        process.stdout.write(
          `${out}: ${pages} pages in ${files} files, ${formatBytes(bytes)}; open ${join(out, 'index.html')}\n`,
        );
      } catch (error) {
        reporter.end();
        if (!ending.signal.aborted) throw error;
        process.stderr.write(`interrupted; ${out} is as it was\n`);
        result.exitCode = INTERRUPTED;
      } finally {
        process.off('SIGINT', stop).off('SIGTERM', stop);
      }
    });
}
