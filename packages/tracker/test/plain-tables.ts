import { canonicalJson, hashJson } from '@shotbench/content-hash';
import { tInterval } from '@shotbench/statistics';

import { PROTOCOLS, type RunRow, type TableCell, UNKNOWN_DATASET_HASH } from '../src/index.ts';

/** What `summarize` says of few-shot runs, written down as the README has it, one question after the other and each asked of all rows. */
export function plainCells(all: readonly RunRow[]): Partial<TableCell>[] {
  const rows = newestOf(all.filter(({ state, identity }) => state !== 'invalid' && identity.evaluation === undefined));
  const shown = rows.filter(({ identity }) => identity.protocol !== 'test-oracle');
  const kinds = [...new Set(shown.map(kindOf))];
  return kinds
    .map((kind) => cellOf(kind, shown))
    .filter(({ superseded, n }) => !superseded || n! > 0)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function kindOf({ identity, variant }: RunRow): string {
  return canonicalJson([{ ...identity, seed: null } as never, variant]);
}

function newestOf(rows: readonly RunRow[]): RunRow[] {
  const program = ({ identity: { method, datasetHash, engine } }: RunRow) =>
    datasetHash === UNKNOWN_DATASET_HASH ? `${method} of ${engine.executor}` : method;
  return rows.filter((row) => {
    const rivals = rows.filter((other) => program(other) === program(row));
    return rivals.every(({ identity }) => identity.methodVersion <= row.identity.methodVersion);
  });
}

function cellOf(kind: string, shown: readonly RunRow[]): Partial<TableCell> {
  const rows = shown
    .filter((row) => kindOf(row) === kind)
    .sort((a, b) => (a.identity.seed ?? -1) - (b.identity.seed ?? -1) || (a.key < b.key ? -1 : 1));
  const [first] = rows as [RunRow];
  const { dataset, datasetHash, backbone, shots, protocol } = first.identity;
  const done = rows.filter(({ result }) => result !== null);
  const values = done.map(({ result }) => result!.accuracy);
  const { mean, std, halfWidth } = values.length === 0 ? {} : tInterval(values);
  const failed = rows.filter(({ state }) => state === 'failed').length;
  const seconds = done.map(({ result }) => result!.fitSeconds + result!.evaluateSeconds);
  const [oldDataset, oldConfig, oldEngine] = [
    isOldDataset(first, shown),
    isOldConfig(first, shown),
    isOldEngine(first, shown),
  ];
  return {
    dataset: oldDataset ? `${dataset}@${datasetHash.slice(0, 8)}` : dataset,
    method: `${label(first, shown)}${oldConfig ? ` #${hashJson(first.identity.config).slice(0, 8)}` : ''}`,
    ...{ datasetHash, backbone, shots, protocol, n: done.length, mean, std, interval: halfWidth, failed, values },
    missing: rows.length - done.length - failed,
    seeds: done.map(({ identity }) => identity.seed),
    keys: rows.map(({ key }) => key),
    minutes: done.length === 0 ? undefined : seconds.reduce((sum, one) => sum + one, 0) / done.length / 60,
    superseded: oldDataset || oldConfig || oldEngine,
  };
}

function label(row: RunRow, shown: readonly RunRow[]): string {
  const { method, engine } = row.identity;
  const unusual = [
    ...(engine.executor === 'onnx' ? [] : [engine.executor]),
    ...(engine.precision === 'float32' ? [] : [engine.precision]),
    ...(isOldEngine(row, shown) ? [`engine ${engine.version}`] : []),
  ];
  const name = row.variant === '' ? method : `${method} (${row.variant})`;
  return unusual.length === 0 ? name : `${name} [${unusual.join(' ')}]`;
}

function isOldEngine({ identity: { engine } }: RunRow, shown: readonly RunRow[]): boolean {
  return shown.some(
    ({ identity: { engine: other } }) => other.executor === engine.executor && other.version > engine.version,
  );
}

/** Whether another value than the row's was planned later among the rows of one place, or at the same time and is the greater text. */
function isOld(
  row: RunRow,
  shown: readonly RunRow[],
  ask: { place: (row: RunRow) => string; value: (row: RunRow) => string },
): boolean {
  const rivals = shown.filter((other) => ask.place(other) === ask.place(row));
  const lastOf = (value: string) =>
    Math.max(...rivals.filter((one) => ask.value(one) === value).map((one) => one.createdAt));
  const own = ask.value(row);
  return rivals
    .map(ask.value)
    .some((other) => lastOf(other) > lastOf(own) || (lastOf(other) === lastOf(own) && other > own));
}

function isOldDataset(row: RunRow, shown: readonly RunRow[]): boolean {
  const place = ({ identity: { dataset, backbone, datasetHash } }: RunRow) =>
    JSON.stringify([dataset, backbone, datasetHash === UNKNOWN_DATASET_HASH]);
  return isOld(row, shown, { place, value: ({ identity }) => identity.datasetHash });
}

function isOldConfig(row: RunRow, shown: readonly RunRow[]): boolean {
  const place = (one: RunRow) => {
    const { dataset, backbone, datasetHash, shots, protocol } = one.identity;
    return JSON.stringify([dataset, backbone, datasetHash, shots, protocol, label(one, shown)]);
  };
  return isOld(row, shown, { place, value: ({ identity }) => hashJson(identity.config) });
}

/** By dataset, shots, method, protocol, backbone, hash: texts that sort as the cells do. */
function order({ dataset, shots, method, protocol, backbone, datasetHash }: Partial<TableCell>): string {
  const place = [dataset, String(shots).padStart(3, '0'), method, PROTOCOLS.indexOf(protocol!), backbone, datasetHash];
  return place.join('\0');
}
