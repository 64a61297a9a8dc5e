// A process of the dashboard that reads the results file and answers from it: see ../src/editions/reader-process.ts.
import { register } from 'tsx/esm/api';

// First of all, so that no reader outlives its server. A reader owns nothing that would have to be put in order.
process.on('disconnect', () => process.exit());
// A terminal sends ctrl-C to the reader as well; what is to be done then, the server says.
process.on('SIGINT', () => undefined);

register();
const { serveReader } = await import('../src/editions/serve-reader.ts');
serveReader(JSON.parse(process.argv[2]));
