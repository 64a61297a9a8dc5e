import { createServer } from 'node:http';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';

import { Tracker } from '@shotbench/tracker';

import { createApp } from './app.ts';
import { Answers } from './editions/answers.ts';
import { AskedLately } from './editions/asked-lately.ts';
import { openEditions } from './editions/open-editions.ts';
import type { ImageProvider } from './images/image-provider.ts';
import { ChangeFeed } from './serving/change-feed.ts';
import { isLoopback } from './serving/is-loopback.ts';
import { listen } from './serving/listen.ts';
import { loadPage } from './serving/load-page.ts';
import { loadRunReportsAhead } from './views/run/load-run-reports.ts';

export interface DashboardOptions {
  /** The results file. It is only ever read. */
  readonly database: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The name or address to listen on. Default 127.0.0.1, which only this machine can reach. */
  readonly host?: string;
  /** Whether to load soon after the start what the first page of a run would have to wait for. Default false. */
  readonly loadAhead?: boolean;
  /** The pictures of test images. Default: none. */
  readonly images?: ImageProvider;
  /** Results of more runs than this are read by processes of their own, so that nobody waits for it. Default 2000. */
  readonly readHereUpTo?: number;
}

export interface Dashboard {
  /** Where the page is, for example `http://127.0.0.1:4680/`. */
  readonly url: string;
  /** Whether other machines may reach it, too. */
  readonly isOpen: boolean;
  /** Ends every connection, open event streams included, and closes the results file. */
  close(): Promise<void>;
}

const APP_FOLDER = join(import.meta.dirname, '..');

/**
 * Serves the page. It is built first if that has not been done since its sources last changed.
 * @throws ShotbenchError whatever `Tracker.openReadOnly` throws, `DASHBOARD_PORT` if the port cannot be had,
 * `DASHBOARD_HOST` if the host cannot, `DASHBOARD_PAGE` if the page does not build.
 */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { database, port, host = '127.0.0.1', loadAhead = false, images } = options;
  const tracker = Tracker.openReadOnly(database);
  const lately = new AskedLately();
  // Goes on while the page is loaded; both take seconds where there is much to read, or the page has to be built.
  const opening = openEditions({
    ...{ file: database, tracker, lately, readHereUpTo: options.readHereUpTo },
    pictured: images?.datasets ?? [],
  });
  opening.catch(() => undefined);
  try {
    const page = await loadPage(APP_FOLDER);
    const opened = await opening;
    const feed = new ChangeFeed(() => opened.version());
    const server = createServer(createApp({ answers: new Answers(opened, lately), feed, page, host, tracker, images }));
    const taken = await listen(server, port, host);
    const endLoading = loadAhead ? loadRunReportsAhead() : undefined;

    const end = async (): Promise<void> => {
      feed.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await opened.close();
      tracker.close();
      await endLoading?.();
    };
    let ended: Promise<void> | undefined;
    return {
      url: `http://${isIPv6(host) ? `[${host}]` : host}:${taken}/`,
      isOpen: !isLoopback(host),
      close: () => (ended ??= end()),
    };
  } catch (error) {
    await opening.then(
      (editions) => editions.close(),
      () => undefined,
    );
    tracker.close();
    throw error;
  }
}
