import { canonicalJson, type JsonValue } from '@shotbench/content-hash';
import { z } from 'zod';

import type { JsonObject } from '../identity.ts';

/** One candidate of a search, as a run has recorded it. */
export interface RecordedTrial {
  readonly settings: JsonObject;
  /** Percent; null where training diverged. */
  readonly validationAccuracy: number | null;
  /** Mean cross-entropy; null where it was not recorded, or an infinite logit leaves none. */
  readonly validationLoss: number | null;
  /** Why training came to nothing; null where it did not. */
  readonly diverged: string | null;
  readonly chosen: boolean;
}

const settingsSchema = z.record(z.string(), z.json());
const outcome = {
  validationAccuracy: z.number().nullable().optional(),
  validationLoss: z.number().nullable().optional(),
  diverged: z.string().optional(),
};
/** Of a searched method. */
const searchSchema = z.object({
  search: z.object({ chosen: settingsSchema, trials: z.array(z.object({ settings: settingsSchema, ...outcome })) }),
});
/** Of a method that searches by itself: its settings stand beside their outcome, and those that it took in the details. */
const ownSchema = z.object({ trials: z.array(z.object(outcome).catchall(z.json())).min(1) }).catchall(z.json());

/** The trials of a search in the order in which they were made; undefined where the details of a run hold none. */
export function recordedTrials(details: JsonObject): RecordedTrial[] | undefined {
  const searched = searchSchema.safeParse(details);
  if (searched.success) {
    const { chosen, trials } = searched.data.search;
    return markChosen(
      trials.map(({ settings, ...rest }) => ({ settings, ...rest })),
      (settings) => canonicalJson(settings) === canonicalJson(chosen),
    );
  }
  const own = ownSchema.safeParse(details);
  if (!own.success) return undefined;
  const trials = own.data.trials.map(({ validationAccuracy, validationLoss, diverged, ...settings }) => {
    return { settings: settings, validationAccuracy, validationLoss, diverged };
  });
  return markChosen(trials, (settings) =>
    Object.entries(settings).every(([name, value]) => isEqual(value, details[name])),
  );
}

interface Parsed {
  readonly settings: JsonObject;
  readonly validationAccuracy?: number | null | undefined;
  readonly validationLoss?: number | null | undefined;
  readonly diverged?: string | undefined;
}

/** Draws may repeat a candidate: the search keeps the first of the best. */
function markChosen(trials: readonly Parsed[], isChosen: (settings: JsonObject) => boolean): RecordedTrial[] {
  const place = trials.findIndex(({ settings, diverged }) => diverged === undefined && isChosen(settings));
  return trials.map(({ settings, validationAccuracy = null, validationLoss = null, diverged = null }, i) => {
    return { settings, validationAccuracy, validationLoss, diverged, chosen: i === place };
  });
}

function isEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b);
}
