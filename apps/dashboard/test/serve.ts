import type { Tracker } from '@shotbench/tracker';
import { onTestFinished } from 'vitest';

import { startDashboard } from '../src/index.ts';
import { newDatabase } from './sample-results.ts';

/** A dashboard over a new results file, until the test ends, and a writer of that file. */
export async function serve(fill: (tracker: Tracker) => void) {
  const { file, tracker } = newDatabase();
  fill(tracker);
  const dashboard = await startDashboard({ database: file, port: 0 });
  onTestFinished(() => dashboard.close());
  return { tracker, file, dashboard, url: dashboard.url };
}
