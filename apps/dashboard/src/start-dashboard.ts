import { createServer } from 'node:http';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';

import { Tracker } from '@shotbench/tracker';

import { createApp } from './app.ts';
import type { ImageProvider } from './images/image-provider.ts';
import { ResultsReader } from './results/results-reader.ts';
import { ChangeFeed } from './serving/change-feed.ts';
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
}

export interface Dashboard {
  /** Where the page is, for example `http://127.0.0.1:4680/`. */
  readonly url: string;
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
  try {
    const page = await loadPage(APP_FOLDER);
    const reader = new ResultsReader(tracker);
    const feed = new ChangeFeed(() => reader.version());
    const server = createServer(
      createApp({ source: () => ({ snapshot: reader.read(), tracker, images }), feed, page, host }),
    );
    const taken = await listen(server, port, host);
    const endLoading = loadAhead ? loadRunReportsAhead() : undefined;

    const end = async (): Promise<void> => {
      feed.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      tracker.close();
      await endLoading?.();
    };
    let ended: Promise<void> | undefined;
    return {
      url: `http://${isIPv6(host) ? `[${host}]` : host}:${taken}/`,
      close: () => (ended ??= end()),
    };
  } catch (error) {
    tracker.close();
    throw error;
  }
}
