import type { RunEvent, RunRow, Tracker } from '@shotbench/tracker';

import { type PartReport, partReport } from '../part-report.ts';
import { type Repeat, repeatCommand } from './repeat-command.ts';
import { type Setting, settingsOf } from './settings-of.ts';

/** Ids of drawn images that are listed; the rest are counted. */
const LISTED_IDS = 5;

/** All that is known of a run. Members that are null were not kept or do not exist yet. */
export interface RunReport {
  readonly run: RunRow;
  readonly settings: readonly Setting[];
  readonly events: readonly RunEvent[];
  /** One entry for each set of test images whose predictions were kept. */
  readonly parts: readonly PartReport[];
  readonly drawn: DrawnReport | null;
  /** The last lines of what it reported. */
  readonly log: string | null;
  readonly repeat: Repeat;
}

/** Which images a run learned from. */
export interface DrawnReport {
  readonly train: number;
  readonly validation: number;
  /** The first training images. */
  readonly firstTrainIds: readonly string[];
}

export function runReport(tracker: Tracker, run: RunRow): RunReport {
  const drawn = tracker.drawnImages(run.key);
  return {
    run,
    settings: settingsOf(run.identity),
    events: tracker.events(run.key),
    parts: tracker.predictions(run.key).flatMap((predictions) => partReport(predictions) ?? []),
    drawn: drawn
      ? {
          train: drawn.train.length,
          validation: drawn.validation.length,
          firstTrainIds: drawn.train.slice(0, LISTED_IDS),
        }
      : null,
    log: tracker.log(run.key) ?? run.error?.log ?? null,
    repeat: repeatCommand(run),
  };
}
