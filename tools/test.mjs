/**
 * Everything that has to hold: format, lint, types, unit tests, and end-to-end tests in a real browser.
 * Arguments go to Vitest: `npm test -- packages/tracker` runs the tests of one folder only, without the other checks.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findChromium } from './find-chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const only = process.argv.slice(2);
const bin = (name) => join(root, 'node_modules', '.bin', name);

function step(title, command, args) {
  console.log(`\n── ${title}`);
  const { status } = spawnSync(bin(command), args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`\n${title}: failed`);
    process.exit(1);
  }
}

if (only.length === 0) {
  step('format', 'prettier', ['--check', '--log-level', 'warn', '.']);
  // Two programs for the whole repository, which is several times faster than Nx's target for each project.
  step('types', 'tsc', ['--noEmit', '-p', 'tsconfig.all.json']);
  step('types of the page', 'tsc', ['--noEmit', '-p', 'apps/dashboard']);
  // The rule on which room may import which reads the project graph.
  step('project graph', 'nx', ['show', 'projects']);
  step('lint', 'eslint', ['.', '--max-warnings', '0']);
}
if (findChromium() === undefined) {
  console.log('\nno Chromium found: browser tests are skipped (install Debian\'s "chromium" or set CHROMIUM_PATH)');
}
console.log('\n── tests');
const folder = mkdtempSync(join(tmpdir(), 'shotbench-tests-'));
const report = join(folder, 'report.json');
let passed = false;
try {
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  execFileSync(bin('vitest'), ['run', ...reporters, ...only], { cwd: root, stdio: 'inherit' });
  passed = true;
} catch {
  // Vitest has printed what failed.
}
try {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(passed ? 0 : 1);
