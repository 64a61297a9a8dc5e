import type { Difference, RunReport } from '@shotbench/run-reports';
import { findRun } from '@shotbench/tracker';
import { z } from 'zod';

import type { ViewApi } from '../view-api.ts';
import { listOf } from '../runs/runs-api.ts';
import { SHOWN_DIGITS } from '../../shared/run-list/run-table.ts';
import { loadRunReports } from './load-run-reports.ts';
import { runDifferences } from './run-differences.ts';
import { type RunRelations, runRelations } from './run-relations.ts';

const keyParameter = z
  .string('expected one key')
  .regex(/^[0-9a-fA-F]{4,64}$/, "expected the first 4 to 64 hexadecimal digits of a run's key");

const query = z.strictObject({
  key: keyParameter.optional(),
  /** The run to compare it with. */
  with: keyParameter.optional(),
});

type Query = z.infer<typeof query>;

/** A folder of the page without a server has the pages of so many runs, the first ones in the order of lists. */
export const MOST_EXPORTED_PAGES = 2_000;

/** One run with all that is known of it. */
export interface Run {
  /** As `shotbench show --format json` prints it; null where no run is asked for. */
  readonly report: RunReport | null;
  /** Null for a moment where the run has only just been planned. */
  readonly relations: RunRelations | null;
  /** What differs from the other run; null where there is none. */
  readonly compared: Compared | null;
}

export interface Compared {
  readonly key: string;
  /** For example "dtd, 16 shots, taskres, seed 2". */
  readonly cell: string;
  readonly identity: readonly Difference[];
  readonly settings: readonly Difference[];
  readonly provenance: readonly Difference[];
}

export const runApi: ViewApi<Query, Run> = {
  name: 'run',
  query,
  answer: async ({ snapshot, tracker }, { key, with: other }) => {
    if (key === undefined) return { report: null, relations: null, compared: null };
    const run = findRun(tracker, key);
    const second = other === undefined ? undefined : findRun(tracker, other);
    const reports = await loadRunReports();
    return {
      report: reports.runReport(tracker, run),
      relations: runRelations(snapshot, run.key) ?? null,
      compared: second ? runDifferences(reports, run, second) : null,
    };
  },
  documents: {
    json: async ({ tracker }, { key }) => {
      if (key === undefined) return 'null\n';
      const { runReport } = await loadRunReports();
      return `${JSON.stringify(runReport(tracker, findRun(tracker, key)), null, 2)}\n`;
    },
  },
  pages: ({ snapshot }) => {
    const ended = listOf(snapshot).list.runs.filter(({ state }) => state === 'done' || state === 'failed');
    return [{}, ...ended.slice(0, MOST_EXPORTED_PAGES).map(({ key }) => ({ key: key.slice(0, SHOWN_DIGITS) }))];
  },
};
