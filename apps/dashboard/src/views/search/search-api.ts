import {
  drawTrials,
  type EvaluationKind,
  evaluationKind,
  formatLatex,
  formatMarkdown,
  formatTrialsCsv,
  formatTrialsJson,
  type Protocol,
  type RunSummary,
  type Sheet,
  trialsSheet,
  trialsTable,
  type TrialsTable,
  trialsTitle,
} from '@shotbench/tracker';
import { z } from 'zod';

import { nameParameter, numberParameter } from '../parameters.ts';
import type { Source } from '../source.ts';
import type { ViewApi } from '../view-api.ts';
import { filterChoices, type FilterName, type Filters, passes } from './search-filter.ts';
import { methodOf, searchedRuns } from './searched-runs.ts';
import { shownTrials } from './shown-trials.ts';

const query = z.strictObject({
  method: nameParameter.optional(),
  dataset: nameParameter.optional(),
  backbone: nameParameter.optional(),
  shots: numberParameter.optional(),
  seed: nameParameter.optional(),
  /** The first digits of a key. Default: the first of the list. */
  run: z
    .string('expected one key')
    .regex(/^[0-9a-f]{4,64}$/, 'expected 4 to 64 hexadecimal digits')
    .optional(),
  /** `yes`: all listed runs of the method of that run together. */
  pool: z.literal('yes', 'expected yes').optional(),
});
type Query = z.infer<typeof query>;

/** Runs that have searched their settings, and the trials of one of them or of several together. */
export interface SearchView {
  /** All runs with a search, whatever the filters. */
  readonly total: number;
  /** Those that pass the filters. */
  readonly matching: number;
  /** The first of these. */
  readonly runs: readonly SearchEntry[];
  /** For each filter what it can be set to. */
  readonly choices: Readonly<Record<FilterName, readonly string[]>>;
  readonly shown: ShownSearch | null;
}

export interface SearchEntry {
  readonly key: string;
  /** With its variant. */
  readonly method: string;
  readonly protocol: Protocol;
  readonly dataset: string;
  readonly backbone: string;
  readonly shots: number;
  readonly seed: number | null;
  readonly evaluation: EvaluationKind;
  /** Percent, on test images, with the settings that were chosen. */
  readonly accuracy: number;
}

export interface ShownSearch extends TrialsTable {
  readonly runs: readonly SearchEntry[];
  /** Runs that would belong to it, but have no trials. */
  readonly without: number;
  /** Runs that belong to it, but for which there was no room. */
  readonly omitted: number;
}

/** Runs that are listed at once. */
const MOST_LISTED = 200;
/** Runs that a page without a server has trials of. */
const MOST_PAGES = 100;

export const searchApi: ViewApi<Query, SearchView> = {
  name: 'search',
  query,
  answer: (source, asked) => {
    const all = searchedRuns(source);
    const filters = filtersOf(asked);
    const matching = all.filter((run) => passes(run, filters));
    const shown = shownTrials(source, matching, asked);
    return {
      ...{ total: all.length, matching: matching.length },
      runs: matching.slice(0, MOST_LISTED).map(toEntry),
      choices: filterChoices(all, filters),
      shown:
        shown === undefined
          ? null
          : {
              ...trialsTable(shown.searched),
              ...{ runs: shown.runs.map(toEntry), without: shown.without, omitted: shown.omitted },
            },
    };
  },
  documents: {
    csv: (source, asked) => formatTrialsCsv(tableOf(source, asked).table),
    json: (source, asked) => formatTrialsJson(tableOf(source, asked).table),
    md: (source, asked) => formatMarkdown(sheetOf(source, asked)),
    tex: (source, asked) => formatLatex(sheetOf(source, asked)),
    svg: (source, asked) => {
      const { table, title } = tableOf(source, asked);
      return drawTrials(table, title);
    },
  },
  pages: (source) => {
    const runs = searchedRuns(source);
    const places = new Map(
      runs.map(({ kind: { backbone, shots } }) => [`${shots} ${backbone}`, { backbone, shots: String(shots) }]),
    );
    const methods = [...new Set(runs.map(({ kind }) => methodOf(kind)))];
    return [
      ...[{}, ...places.values()],
      ...runs.slice(0, MOST_PAGES).map(({ key, kind }) => {
        return { backbone: kind.backbone, shots: String(kind.shots), run: key };
      }),
      ...methods.map((method) => ({ method, pool: 'yes' })),
    ];
  },
};

function tableOf(source: Source, asked: Query): { readonly table: TrialsTable; readonly title: string } {
  const matching = searchedRuns(source).filter((run) => passes(run, filtersOf(asked)));
  const { runs, searched } = shownTrials(source, matching, asked) ?? { runs: [], searched: [] };
  const first = runs[0] && source.tracker.get(runs[0].key);
  return { table: trialsTable(searched), title: first ? trialsTitle(first, runs.length) : 'no searches' };
}

function sheetOf(source: Source, asked: Query): Sheet {
  const { table, title } = tableOf(source, asked);
  return trialsSheet(table, title);
}

function filtersOf({ method, dataset, backbone, shots, seed }: Query): Filters {
  return { method, dataset, backbone, shots: shots === undefined ? undefined : String(shots), seed };
}

function toEntry({ key, kind, seed, accuracy }: RunSummary): SearchEntry {
  const { protocol, dataset, backbone, shots } = kind;
  const evaluation = evaluationKind(kind);
  return { key, method: methodOf(kind), protocol, dataset, backbone, shots, seed, evaluation, accuracy: accuracy! };
}
