/**
 * `npm run bench`: every benchmark of the repository, one after the other, each in a process of its own.
 * `npm run bench -- NAME …` runs only those called so.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const SUFFIX = '.bench.ts';

const files = ['packages', 'apps']
  .flatMap((top) => readdirSync(join(root, top), { recursive: true }).map((file) => join(top, file)))
  .filter((file) => file.endsWith(SUFFIX) && !file.includes('node_modules'))
  .sort();
const nameOf = (file) => basename(file, SUFFIX);

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !files.some((file) => nameOf(file) === name));
if (unknown !== undefined) {
  console.error(`bench: error: there is no benchmark "${unknown}"; expected one of ${files.map(nameOf).join(', ')}`);
  process.exit(1);
}
for (const file of files.filter((candidate) => wanted.length === 0 || wanted.includes(nameOf(candidate)))) {
  console.log(`\n── ${nameOf(file)}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
