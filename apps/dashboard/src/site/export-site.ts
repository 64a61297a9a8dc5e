import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { type RunSummary, Tracker } from '@shotbench/tracker';

import { Snapshot } from '../results/snapshot.ts';
import { loadPage } from '../serving/load-page.ts';
import type { Source } from '../views/source.ts';
import type { ViewApi } from '../views/view-api.ts';
import { VIEW_APIS } from '../views/views.ts';
import { type FolderMark, replaceFolder, writing } from './replace-folder.ts';
import { contentsFile, pageFiles } from './site-files.ts';
import { siteHtml } from './site-html.ts';
import { sitePages } from './site-pages.ts';

export interface SiteOptions {
  /** The results file. It is only ever read. */
  readonly database: string;
  /** The folder to write. */
  readonly out: string;
  /** Told after each page. */
  readonly onProgress?: (progress: SiteProgress) => void;
  /** Ends the export; the folder is then as it was. */
  readonly signal?: AbortSignal;
  /** Default: all. */
  readonly views?: readonly ViewApi[];
}

export interface SiteProgress {
  readonly done: number;
  readonly total: number;
}

export interface Site {
  readonly files: number;
  readonly bytes: number;
  /** Answers that it holds. */
  readonly pages: number;
}

const APP_FOLDER = join(import.meta.dirname, '../..');
/** Instead of the version of a results file: a folder does not change. */
const VERSION = 'exported';
const README = `Tables and curves of a sweep, by Shotbench. Open index.html.

"shotbench site export" has written this folder and replaces it as a whole. It needs no server, and may lie
below any path of one.
`;
const MARK: FolderMark = {
  ...{ file: 'README.txt', text: README.slice(0, README.indexOf('\n')) },
  entries: ['README.txt', 'index.html', 'assets', 'data', 'documents'],
};
/** How long signals, such as control-C, may wait at most while pages follow each other without a pause. */
const BREATH_MILLISECONDS = 50;

/**
 * Writes the page, every answer that its views list, and their documents into one folder, which opens without a server. Equal results and
 * an equal page give equal bytes.
 *
 * @throws ShotbenchError whatever `Tracker.openReadOnly` throws, `DASHBOARD_PAGE` if the page does not build, `SITE_FOREIGN` if something
 * else is in the folder's place, `SITE_WRITE` if it cannot be written.
 */
export async function exportSite({ database, out, onProgress, signal, views = VIEW_APIS }: SiteOptions): Promise<Site> {
  const tracker = Tracker.openReadOnly(database);
  try {
    const page = await loadPage(APP_FOLDER);
    return await replaceFolder(out, MARK, async (folder) => {
      let [files, bytes] = [0, 0];
      const write = (path: string, content: string | Uint8Array): void => {
        const file = join(folder, path);
        writing(out, () => {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, content);
        });
        files += 1;
        bytes += Buffer.byteLength(content);
      };
      write('README.txt', README);
      for (const [path, content] of page) {
        write(path, path === '/index.html' ? siteHtml(content.toString('utf8')) : content);
      }
      const source: Source = { snapshot: readSnapshot(tracker), tracker };
      const pages = sitePages(source, views);
      const without = new Map<string, string[]>();
      let breath = performance.now();
      for (const [index, one] of pages.entries()) {
        signal?.throwIfAborted();
        const made = await pageFiles(source, one);
        for (const { path, content } of made.files) write(path, content);
        without.set(one.view.name, [...(without.get(one.view.name) ?? []), ...made.without]);
        onProgress?.({ done: index + 1, total: pages.length });
        if (performance.now() - breath > BREATH_MILLISECONDS) {
          await setImmediate();
          breath = performance.now();
        }
      }
      const { path, content } = contentsFile(pages, without);
      write(path, content);
      return { files, bytes, pages: pages.length };
    });
  } finally {
    tracker.close();
  }
}

/** All runs in the order of their keys, whatever order they were made in. A sweep may go on meanwhile. */
function readSnapshot(tracker: Tracker): Snapshot {
  for (;;) {
    const version = tracker.dataVersion();
    const [counts, runs] = [tracker.counts(), [...tracker.runSummaries()].sort(byKey)];
    if (tracker.dataVersion() === version) return new Snapshot(VERSION, counts, runs, lastChange(runs));
  }
}

/** When anything happened last: a folder of equal results has no other time. */
function lastChange(runs: readonly RunSummary[]): number {
  return runs.reduce((last, run) => Math.max(last, run.finishedAt ?? run.startedAt ?? run.createdAt), 0);
}

function byKey(a: RunSummary, b: RunSummary): number {
  return a.key < b.key ? -1 : 1;
}
