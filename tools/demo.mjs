/**
 * `npm run demo`: the demonstration sweep, its table, and the dashboard on it. `-- --no-serve` leaves the dashboard out,
 * `-- --port N` chooses its port.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const database = 'results/demo.sqlite';

function shotbench(...args) {
  const { status, signal } = spawnSync(process.execPath, ['apps/runner/bin/shotbench.js', ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(signal === null ? status : 130);
}

let options;
try {
  ({ values: options } = parseArgs({ options: { 'no-serve': { type: 'boolean' }, port: { type: 'string' } } }));
} catch (error) {
  console.error(`demo: error: ${error.message}; expected --no-serve or --port N`);
  process.exit(1);
}
shotbench('run', 'demo', '--db', database);
if (!options['no-serve']) {
  shotbench('dashboard', '--db', database, ...(options.port === undefined ? [] : ['--port', options.port]));
}
