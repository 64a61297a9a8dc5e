import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';
import type { Plugin } from 'vite';

import { type PageFiles, readFiles, STAMP_FILE } from './page-files.ts';
import { themeRules } from './theme-rules.ts';

/**
 * Bundles `page/` of an app folder into `dist/`, and returns what was built. Several processes may do so at once: each
 * builds in a folder of its own and moves it into place whole.
 *
 * @throws ShotbenchError `DASHBOARD_PAGE` if the sources do not bundle; `dist/` is then as it was.
 */
export async function buildPage(app: string, stamp: string): Promise<PageFiles> {
  // Below the app, as a folder can only be moved within one file system; `.cache` is ignored by git.
  mkdirSync(join(app, '.cache'), { recursive: true });
  const workshop = mkdtempSync(join(app, '.cache', 'page-'));
  try {
    const built = join(workshop, 'dist');
    await bundle(join(app, 'page'), built);
    writeFileSync(join(built, STAMP_FILE), stamp);
    const files = readFiles(built);
    replaceFolder(join(app, 'dist'), built, join(workshop, 'replaced'));
    return files;
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/** Browsers load no modules, and nothing by CORS, from `file:`; a script that is deferred runs when a module would. */
const classicScript: Plugin = {
  name: 'classic-script',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replaceAll('<script type="module"', '<script defer').replaceAll(' crossorigin', ''),
  },
};

async function bundle(root: string, outDir: string): Promise<void> {
  const environment = process.env.NODE_ENV;
  try {
    // Loading Vite takes longer than starting all the rest, so only who builds pays for it.
    const { build } = await import('vite');
    await build({
      root,
      // Relative, for folders of the page without a server are put anywhere.
      base: './',
      configFile: false,
      envDir: false,
      publicDir: false,
      logLevel: 'silent',
      css: { postcss: themeRules },
      plugins: [classicScript],
      build: {
        ...{ outDir, target: 'es2022', modulePreload: false, reportCompressedSize: false },
        // Inlined assets would be data: URLs, which the Content-Security-Policy refuses.
        assetsInlineLimit: 0,
        // One style sheet with a link: of scripts that are no modules, Vite would put the styles into the script.
        cssCodeSplit: false,
        rollupOptions: { output: { format: 'iife' } },
      },
    });
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).replaceAll(/\s+/g, ' ').slice(0, 300);
    const message = `the page in ${root} does not build (${reason}); expected sources that Vite bundles; correct or restore them`;
    throw new ShotbenchError('DASHBOARD_PAGE', message, { cause });
  } finally {
    // Vite sets it for the whole process, which goes on to do other things.
    if (environment === undefined) delete process.env.NODE_ENV;
  }
}

/** Moves a folder into the place of another, which goes to `aside`. Whoever comes second leaves the winner's in place. */
function replaceFolder(target: string, replacement: string, aside: string): void {
  ignoring(['ENOENT'], () => renameSync(target, aside));
  ignoring(['ENOTEMPTY', 'EEXIST'], () => renameSync(replacement, target));
}

function ignoring(codes: readonly string[], action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
