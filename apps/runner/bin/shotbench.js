#!/usr/bin/env node
// The command line; see load.js for how its TypeScript gets to run.
import { load } from './load.js';

// Whoever reads the output may have enough of it, as in `shotbench table | head`.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
const { main } = await load('main');
process.exitCode = await main(process.argv.slice(2));
