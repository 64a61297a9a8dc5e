import type { Tracker } from '@shotbench/tracker';
import { onTestFinished } from 'vitest';

import { type ImageProvider, startDashboard } from '../src/index.ts';
import { newDatabase } from './sample-results.ts';

/** As `serve`, with pictures. */
export async function serveImages(fill: (tracker: Tracker) => void, images: ImageProvider) {
  const { file, tracker } = newDatabase();
  fill(tracker);
  const dashboard = await startDashboard({ database: file, port: 0, images });
  onTestFinished(() => dashboard.close());
  return { tracker, url: dashboard.url };
}
