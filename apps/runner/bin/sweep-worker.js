// A worker process of "shotbench run": see ../src/sweep/pool/worker-process.ts.
import { load } from './load.js';

// First of all, so that no worker outlives its sweep. A worker owns nothing that would have to be put in order.
process.on('disconnect', () => process.exit());
// A terminal sends ctrl-C to the worker as well; what is to be done then, the sweep says.
process.on('SIGINT', () => undefined);

const { serveCells } = await load('sweep/pool/serve-cells');
serveCells(JSON.parse(process.argv[2]));
