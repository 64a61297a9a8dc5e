import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { sourcesStamp } from './sources-stamp.mjs';

/** What a process may load: modules of apps/runner/src. */
const ENTRIES = ['main', 'sweep/pool/serve-cells'];

/** How long compiled sources are kept that nobody starts. A process that runs them may still have to load some of it. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Compiles the command into a folder beside those of other sources. Several processes may do so at once: each works in a folder of its own and moves
 * it into place whole.
 *
 * @param {string} workspace
 * @param {string} folder named by the stamp of the sources.
 */
export async function compileSources(workspace, folder) {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const workshop = mkdtempSync(join(parent, '.making-'));
  try {
    await bundle(workspace, workshop);
    // What was read may be newer than what the stamp was taken of.
    if (sourcesStamp(workspace) !== basename(folder)) throw new Error('the sources changed while they were compiled');
    moveTo(folder, workshop);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
  dropUnused(parent);
}

async function bundle(workspace, outdir) {
  const runner = join(workspace, 'apps', 'runner');
  const compiler = compilerOf(runner);
  await compiler.build({
    absWorkingDir: workspace,
    entryPoints: ENTRIES.map((entry) => ({ in: join(runner, 'src', `${entry}.ts`), out: entry })),
    ...{ outdir, bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20' },
    ...{ sourcemap: 'linked', sourcesContent: false, logLevel: 'silent' },
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    plugins: [{ name: 'workspace', setup: keepPlaces }],
  });
  // Its process would stay as long as this one.
  await compiler.stop();
}

/** The compiler that tsx works with. */
function compilerOf(runner) {
  const { resolve } = createRequire(join(runner, 'package.json'));
  return createRequire(resolve('tsx'))('esbuild');
}

/** Libraries stay where they are, and sources are still told that they lie where they lie. */
function keepPlaces({ onResolve, onLoad }) {
  onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
    kind === 'entry-point' || path.startsWith('@shotbench/') ? undefined : { path, external: true },
  );
  onLoad({ filter: /\.m?[jt]s$/ }, ({ path }) => {
    const contents = readFileSync(path, 'utf8')
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
      .replaceAll('import.meta.filename', JSON.stringify(path))
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
    return { loader: path.endsWith('ts') ? 'ts' : 'js', contents };
  });
}

/** Whoever comes second leaves the winner's in place. */
function moveTo(folder, made) {
  try {
    renameSync(made, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function dropUnused(parent) {
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    // Another process may be dropping the same one.
    const last = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (Date.now() - last > KEPT_MS) rmSync(folder, { recursive: true, force: true });
  }
}
