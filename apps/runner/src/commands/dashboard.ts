import { Command } from 'commander';

import { addImageFolder, type ImageFolders } from '../images/image-folders.ts';
import { DEFAULT_CACHE, databaseOption, parseNumber } from '../options.ts';

const DEFAULT_PORT = 4680;

const OPEN =
  'It is open to others: whoever can reach this address sees all results, without a password. ' +
  'Without --host only this machine can.\n';

interface DashboardCommandOptions {
  readonly db: string;
  readonly port: number;
  readonly host: string;
  readonly images?: ImageFolders;
}

export function dashboardCommand(): Command {
  return new Command('dashboard')
    .description('Serve the page with tables and curves; it follows a running sweep.')
    .addOption(databaseOption())
    .option('--port <number>', 'port to listen on; 0 takes a free one', parseNumber('--port', 0, 65535), DEFAULT_PORT)
    .option(
      '--images <name=folder>',
      'pictures of a dataset, named as in tables, in the folder that their ids are relative to; repeatable',
      addImageFolder,
    )
    .option(
      '--host <address>',
      'address or name to listen on; 0.0.0.0 opens the page to everybody who can reach this machine',
      '127.0.0.1',
    )
    .action(async ({ db, port, host, images: folders }: DashboardCommandOptions) => {
      // Loaded only here: the other commands should not wait for a web server and a bundler.
      const { startDashboard } = await import('@shotbench/dashboard');
      const { imagesOf } = await import('../images/images-of.ts');
      const images = await imagesOf(folders ?? new Map(), DEFAULT_CACHE);
      const server = await startDashboard({ database: db, port, host, loadAhead: true, images });
      process.stdout.write(`Dashboard: ${server.url} (ctrl-C ends it)\n${server.isOpen ? OPEN : ''}`);
      await new Promise<void>((resolve) => {
        const stop = (): void => void server.close().then(resolve);
        process.once('SIGINT', stop).once('SIGTERM', stop);
      });
    });
}
