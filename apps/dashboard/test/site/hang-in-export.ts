import { exportSite } from '../../src/index.ts';
import { viewApi } from '../../src/views/view-api.ts';
import { z } from 'zod';

/** Exports a database (first argument) to a folder (second), says so in the middle of it, and never comes to an end. */
const [database, out] = process.argv.slice(2) as [string, string];
const endless = viewApi<object, never>({
  name: 'endless',
  query: z.strictObject({}),
  answer: () => {
    process.stdout.write('half-way\n');
    return new Promise<never>(() => setInterval(() => undefined, 1000));
  },
  pages: () => [{}],
});
await exportSite({ database, out, views: [endless] });
