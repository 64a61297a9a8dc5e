/**
 * `npm run demo`: the built-in datasets through the built-in model, the demonstration sweep on them, its table, a ranking, and the dashboard.
 * `-- --no-serve` leaves the dashboard out; `--port`, `--db` and `--cache` are those of the shotbench command.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command; ends this process where it fails. */
async function shotbench(args) {
  const child = spawn(process.execPath, ['apps/runner/bin/shotbench.js', ...args], { cwd: root, stdio: 'inherit' });
  // A terminal sends ctrl-C to the child as well; a plain kill has to be passed on.
  const passOn = (signal) => child.kill(signal);
  process.on('SIGINT', () => undefined).on('SIGTERM', passOn);
  const [code] = await once(child, 'close');
  process.off('SIGTERM', passOn);
  if (code !== 0) process.exit(code ?? 130);
}

let options;
try {
  options = parseArgs({
    options: {
      'no-serve': { type: 'boolean', default: false },
      port: { type: 'string' },
      db: { type: 'string', default: 'results/demo.sqlite' },
      cache: { type: 'string', default: '.cache/features' },
    },
  }).values;
} catch (error) {
  console.error(`demo: error: ${error.message}; expected --no-serve, --port N, --db FILE or --cache FOLDER`);
  process.exit(1);
}
/** What fits into a minute or two of the experiment `built-in`. */
const part = ['--features', 'people-actions,subgroups', '--shots', '1,4,16'];
await shotbench(['run', 'built-in', ...part, '--db', options.db, '--cache', options.cache]);
console.log();
await shotbench(['rank', '--shots', '16', '--db', options.db]);
if (!options['no-serve']) {
  const port = options.port === undefined ? [] : ['--port', options.port];
  await shotbench(['dashboard', '--db', options.db, ...port]);
}
