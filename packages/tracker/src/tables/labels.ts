import { UNKNOWN_DATASET_HASH } from '../identity.ts';
import type { RunKind } from '../table-run.ts';
import { Newest, newestEngines, type Planned } from './newest.ts';
import { TupleIds } from './tuple-ids.ts';

/** How the tables call runs of one kind. */
export interface Label {
  readonly dataset: string;
  readonly method: string;
  readonly superseded: boolean;
}

/** What numbers are computed with unless asked otherwise; anything else is named in the row's label. */
const DEFAULT_ENGINE = { executor: 'onnx', precision: 'float32' } as const;

/**
 * A label for each kind of runs in one table: other engines, other versions of a dataset and other configurations behind one label get
 * labels of their own.
 */
export function labelRuns(runs: readonly Planned[]): Label[] {
  const engines = newestEngines(runs);
  const [hashes, configs] = [new Newest(), new Newest()];
  const [datasets, cells] = [new TupleIds(), new TupleIds()];
  const nameOf = methodLabels(engines);
  const places = runs.map(({ kind, createdAt }) => {
    // A dataset's hash covers its features, and so differs between backbones by right. An unknown one is no version, neither newest nor old.
    const isKnown = kind.datasetHash !== UNKNOWN_DATASET_HASH;
    const dataset = datasets.of([isKnown, kind.backbone, kind.dataset]);
    const method = nameOf(kind);
    const { evaluation } = kind;
    const judged = evaluation === undefined ? '' : JSON.stringify(evaluation);
    const cell = cells.of([judged, kind.protocol, kind.shots, dataset, kind.datasetHash, method]);
    hashes.add(dataset, kind.datasetHash, createdAt);
    configs.add(cell, kind.configHash, createdAt);
    return { dataset, method, cell };
  });

  return runs.map(({ kind }, i) => {
    const { dataset, method, cell } = places[i] as (typeof places)[number];
    const { datasetHash, configHash } = kind;
    const oldDataset = datasetHash !== hashes.of(dataset);
    const oldConfig = configHash !== configs.of(cell);
    const oldEngine = kind.engineVersion !== engines.get(kind.executor);
    return {
      dataset: oldDataset ? `${kind.dataset}@${datasetHash.slice(0, 8)}` : kind.dataset,
      method: oldConfig ? `${method} #${configHash.slice(0, 8)}` : method,
      superseded: oldDataset || oldConfig || oldEngine,
    };
  });
}

/** The label of a kind's method, one text for all kinds that share it: texts that are one are compared at once. */
function methodLabels(engines: ReadonlyMap<string, number>): (kind: RunKind) => string {
  const [ids, labels] = [new TupleIds(), [] as string[]];
  return (kind) => {
    const { method, variant, executor, precision, engineVersion } = kind;
    const id = ids.of([executor, precision, engineVersion, variant, method]);
    return (labels[id] ??= methodLabel(kind, engines));
  };
}

/** The method, its variant in parentheses, and what is unusual about its engine in brackets. */
function methodLabel(kind: RunKind, engines: ReadonlyMap<string, number>): string {
  const { method, variant, executor, precision, engineVersion } = kind;
  const name = variant === '' ? method : `${method} (${variant})`;
  const unusual: string[] = [];
  if (executor !== DEFAULT_ENGINE.executor) unusual.push(executor);
  if (precision !== DEFAULT_ENGINE.precision) unusual.push(precision);
  if (engineVersion !== engines.get(executor)) unusual.push(`engine ${engineVersion}`);
  return unusual.length === 0 ? name : `${name} [${unusual.join(' ')}]`;
}
