import { datasetCard } from '@shotbench/datasets';
import { findMethod } from '@shotbench/method-registry';
import type { PaperTable } from '@shotbench/paper-results';
import { modelName, setName } from '@shotbench/run-reports';

import { needsModel as learnsThroughModel } from '../sweep/needs-model.ts';
import type { MissingRuns } from './missing-cells.ts';

/** One call of `shotbench run`: methods that differ, on the same sets at the same shot counts. */
interface Call {
  /** Their cards' ids, in the order of `features`. */
  readonly datasets: readonly string[];
  readonly features: readonly string[];
  readonly shots: readonly number[];
  readonly runs: readonly MissingRuns[];
}

/** The commands that make the missing runs; what is there already is not run again. */
export function runCommands(runs: readonly MissingRuns[], table: PaperTable, nameOf: NameOf): string[] {
  return callsOf(runs, nameOf).map(({ datasets, features, shots, runs: entries }) =>
    [
      `shotbench run --features ${features.join(',')}`,
      `--methods ${entries.map(({ method }) => method).join(',')}`,
      `--shots ${shots.join(',')}`,
      `--seeds ${table.seeds === 1 ? '1' : `1..${table.seeds}`}`,
      ...entries.flatMap(settingOptions),
      ...(table.evaluation === 'base-to-novel' ? ['--base-to-novel'] : []),
      ...(entries.some(needsModel) ? [`--model models/${modelName(table.backbone)}`] : []),
      ...(entries.some(needsImages) ? features.map((name, i) => `--images ${name}=${imagesOf(datasets[i]!)}`) : []),
    ].join(' '),
  );
}

/** The name of the feature set of a dataset, for runs of a recipe. */
export type NameOf = (dataset: string, recipe: MissingRuns['recipe']) => string;

/** The names that sets have when they are extracted as these commands say, but for those that are there under another name. */
export function namesOfSets(backbone: string, present: ReadonlyMap<string, string>): NameOf {
  return (dataset, recipe) => {
    const name = setName(dataset, { backbone, recipe });
    return present.get(name) ?? name;
  };
}

/** Whether a method learns through an encoder of the model, which `run` is told where it lies. */
export function needsModel({ method }: Pick<MissingRuns, 'method'>): boolean {
  return learnsThroughModel(findMethod(method));
}

function needsImages({ method }: Pick<MissingRuns, 'method'>): boolean {
  return findMethod(method).needs.includes('image-encoder');
}

/** Where the images of a benchmark set lie in CoOp's layout. */
function imagesOf(dataset: string): string {
  const { folder, layout } = datasetCard(dataset);
  return ['data', folder, layout.images].filter((part) => part !== '').join('/');
}

/** Groups runs, such that no call has one method under two settings. */
function callsOf(runs: readonly MissingRuns[], nameOf: NameOf): Call[] {
  const calls: Call[] = [];
  for (const run of runs) {
    const features = run.datasets.map((dataset) => nameOf(dataset, run.recipe));
    const index = calls.findIndex(
      (call) =>
        same(call.features, features) &&
        same(call.shots, run.shots) &&
        call.runs.every(({ method }) => method !== run.method),
    );
    if (index < 0) calls.push({ datasets: run.datasets, features, shots: run.shots, runs: [run] });
    else calls[index] = { ...calls[index]!, runs: [...calls[index]!.runs, run] };
  }
  return calls;
}

function settingOptions({ method, settings }: MissingRuns): string[] {
  return Object.entries(settings).map(([key, value]) => {
    const text = `${method}.${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
    return `--set ${/^[\w.=-]+$/.test(text) ? text : `'${text}'`}`;
  });
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
