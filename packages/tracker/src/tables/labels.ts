import { hashJson } from '@shotbench/content-hash';

import { UNKNOWN_DATASET_HASH } from '../identity.ts';
import type { RunRow } from '../run.ts';
import { newestBy, newestEngines } from './newest.ts';

/** Where a run stands in the tables. Runs share a table cell exactly if their `group` is equal. */
export interface Label {
  readonly group: string;
  readonly dataset: string;
  readonly method: string;
  readonly superseded: boolean;
}

/** What numbers are computed with unless asked otherwise; anything else is named in the row's label. */
const DEFAULT_ENGINE = { executor: 'onnx', precision: 'float32' } as const;

/**
 * Labels for the runs of one table, such that runs which differ in anything but their seed never share a cell: other
 * engines, other versions of a dataset and other configurations behind one label get labels of their own.
 */
export function labelRuns(rows: readonly RunRow[]): (row: RunRow) => Label {
  // A dataset's hash covers its features, and so differs between backbones by right. An unknown one is no version, neither newest nor old.
  const datasetOf = newestBy(
    rows,
    ({ identity: { dataset, backbone, datasetHash } }) =>
      JSON.stringify([dataset, backbone, datasetHash === UNKNOWN_DATASET_HASH]),
    ({ identity }) => identity.datasetHash,
  );
  const engines = newestEngines(rows);
  const place = (row: RunRow) => {
    const { backbone, shots, protocol, dataset, datasetHash, evaluation = null } = row.identity;
    const what = [methodLabel(row, engines), protocol, evaluation];
    return JSON.stringify([dataset, datasetHash, backbone, shots, ...what]);
  };
  const hashes = new Map(rows.map((row) => [row, hashJson(row.identity.config)]));
  const configHash = (row: RunRow) => hashes.get(row) as string;
  const configOf = newestBy(rows, place, configHash);

  return (row) => {
    const { identity } = row;
    const config = configHash(row);
    const oldDataset = identity.datasetHash !== datasetOf(row);
    const oldConfig = config !== configOf(row);
    const oldEngine = identity.engine.version !== engines.get(identity.engine.executor);
    const method = methodLabel(row, engines);
    return {
      group: JSON.stringify([place(row), config]),
      dataset: oldDataset ? `${identity.dataset}@${identity.datasetHash.slice(0, 8)}` : identity.dataset,
      method: oldConfig ? `${method} #${config.slice(0, 8)}` : method,
      superseded: oldDataset || oldConfig || oldEngine,
    };
  };
}

/** The method, its variant in parentheses, and what is unusual about its engine in brackets. */
function methodLabel({ identity, variant }: RunRow, engines: ReadonlyMap<string, number>): string {
  const { executor, precision, version } = identity.engine;
  const unusual = [
    ...(executor === DEFAULT_ENGINE.executor ? [] : [executor]),
    ...(precision === DEFAULT_ENGINE.precision ? [] : [precision]),
    ...(version === engines.get(executor) ? [] : [`engine ${version}`]),
  ];
  const name = variant === '' ? identity.method : `${identity.method} (${variant})`;
  return unusual.length === 0 ? name : `${name} [${unusual.join(' ')}]`;
}
