import { datasetCard } from '@shotbench/datasets';
import { METHODS } from '@shotbench/method-registry';
import type { Metric, OurResult, PaperTable } from '@shotbench/paper-results';
import {
  evaluationCells,
  type RunFilter,
  type RunSummary,
  summarize,
  type TableCell,
  targetsOf,
  type Tracker,
} from '@shotbench/tracker';

import { spellings } from './backbone-names.ts';
import { changedSettings } from './changed-settings.ts';
import { recipeSuffix } from './recipe-suffix.ts';
import { setMeanings, type SetMeaning } from './set-names.ts';

/** What comes before a target's name in the name of its metric. */
const TARGET = 'target:';

/** Numbers of one metric, as papers have it. */
interface Measured {
  readonly cell: TableCell;
  readonly metric: Metric;
  /** The set whose images were tested on; the cell's own unless it is a target. */
  readonly testedOn: string;
}

/** Our results that may belong to a paper's table, whatever their settings and protocol. */
export function ourResults(tracker: Tracker, table: PaperTable): OurResult[] {
  const { trainedOn, columns, backbone, evaluation } = table;
  const learned = setMeanings(trainedOn === undefined ? columns : [trainedOn], backbone);
  const tested = trainedOn === undefined ? learned : setMeanings(columns, backbone);
  const rows = runsOf(tracker, table, [...learned.keys()]);
  const runs = new Map(rows.map((row) => [row.key, row]));
  const settingsOf = settingsReader(tracker);
  const measured = measuredBy(rows, evaluation).filter(({ cell }) => !cell.superseded && cell.n > 0);
  return madeRight(measured, table, learned).flatMap(({ cell, metric, testedOn }) => {
    const meaning = tested.get(testedOn);
    if (meaning === undefined) return [];
    const run = runs.get(cell.keys[0]!)!;
    const { method } = run.kind;
    const { shots, values, protocol } = cell;
    const made = { settings: settingsOf(run), differences: missingImages(run, learned, tested) };
    const origin = { key: run.key, method: cell.method, set: testedOn };
    return [{ method, dataset: meaning.dataset, shots, backbone, metric, values, protocol, ...made, origin }];
  });
}

/** A function that gives the settings of a run that are not its method's defaults. Many runs share theirs, which are read once. */
function settingsReader(tracker: Tracker): (run: RunSummary) => Record<string, unknown> {
  const known = new Map<string, Record<string, unknown>>();
  return ({ key, kind: { method, configHash } }) => {
    const name = `${method} ${configHash}`;
    const settings = known.get(name) ?? changedSettings(method, tracker.get(key)!.identity.config);
    known.set(name, settings);
    return settings;
  };
}

/** The done runs of the table's methods on these sets; of methods that train nothing at any shot count, which does not matter to them. */
function runsOf(tracker: Tracker, table: PaperTable, datasets: readonly string[]): RunSummary[] {
  const { rows, shots, evaluation, backbone } = table;
  const common: RunFilter = {
    ...{ evaluations: [evaluation], datasets, backbones: spellings(backbone), states: ['done'] },
  };
  const known = METHODS.map(({ id }) => id);
  const methods = (untrained: boolean) =>
    rows.filter((row) => (row.untrained ?? false) === untrained && known.includes(row.method)).map((row) => row.method);
  return [
    ...tracker.runSummaries({ ...common, methods: methods(false), shots }),
    ...tracker.runSummaries({ ...common, methods: methods(true) }),
  ];
}

function measuredBy(rows: readonly RunSummary[], evaluation: PaperTable['evaluation']): Measured[] {
  const options = { testOracle: true };
  if (evaluation === 'few-shot') {
    return summarize(rows, options).map((cell) => ({ cell, metric: 'accuracy', testedOn: cell.dataset }));
  }
  if (evaluation === 'base-to-novel') {
    return (['base', 'novel', 'harmonicMean'] as const).flatMap((metric) =>
      summarize(rows, { ...options, evaluation, metric }).map((cell) => ({ cell, metric, testedOn: cell.dataset })),
    );
  }
  return evaluationCells(rows, evaluation, options).map((cell) => {
    const name = cell.metric ?? '';
    const testedOn = name.startsWith(TARGET) ? name.slice(TARGET.length) : cell.dataset;
    return { cell, metric: 'accuracy', testedOn };
  });
}

type Meanings = ReadonlyMap<string, SetMeaning>;

/** Says so where a run saw fewer or more test images than the published sets have: a part of a set is another benchmark. */
function missingImages({ kind, testCount }: RunSummary, learned: Meanings, tested: Meanings): string[] {
  const targets = targetsOf(kind.evaluation).map(({ name }) => tested.get(name));
  const sets = [learned.get(kind.dataset), ...targets].map((meaning) => meaning && datasetCard(meaning.dataset));
  if (!sets.every((set) => set !== undefined)) return [];
  const published = sets.reduce((sum, { sizes }) => sum + sizes.test, 0);
  return testCount === published ? [] : [`tested on ${testCount} images of ${published} that are published`];
}

/** Leaves out what was learned from a set that was made for other methods, and, where there is one made for this one, from any other. */
function madeRight(measured: readonly Measured[], { rows }: PaperTable, learned: Meanings): Measured[] {
  const recipes = new Map(rows.map(({ method, recipe = 'coop' }) => [method, recipe]));
  const suffixes = ({ cell }: Measured) => {
    const { dataset, suffix } = learned.get(cell.dataset)!;
    return { suffix, wanted: recipeSuffix(recipes.get(plainMethod(cell))!, dataset), dataset };
  };
  const place = (one: Measured) => JSON.stringify([plainMethod(one.cell), suffixes(one).dataset]);
  const exact = new Set(measured.filter((one) => suffixes(one).suffix === suffixes(one).wanted).map(place));
  return measured.filter((one) => {
    const { suffix, wanted } = suffixes(one);
    return suffix === wanted || (suffix === '' && !exact.has(place(one)));
  });
}

/** The id in a label such as `taskres (alpha=1) [cpu]`. */
function plainMethod({ method }: TableCell): string {
  return method.split(' ')[0]!;
}
