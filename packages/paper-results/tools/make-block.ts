import { AVERAGE, DATASET_IDS } from '../src/names/dataset-names.ts';
import type { Metric } from '../src/numbers/paper-file.ts';
import { isRead, type RawRow } from './raw-row.ts';
import type { BlockSelection } from './selection.ts';

const METRIC_OF: Readonly<Record<string, Metric>> = {
  ...{ top1: 'accuracy', acc: 'accuracy', top1_mean3: 'accuracy' },
  ...{ base_acc: 'base', novel_acc: 'novel', new_acc: 'novel', HM: 'harmonicMean' },
};

/** Notes that say of a number that it cannot be what the authors meant. */
const MISPRINT = /typo|SUSPECT|repeats the|inconsistent with|implies/;

interface Row {
  readonly method: string;
  readonly shots: number;
  readonly metric: Metric;
  readonly cells: Map<string, RawRow>;
}

/** The block of a selection, as its file has it. Raw rows that were not read in a named source are left out. */
export function makeBlock(rows: readonly RawRow[], selection: BlockSelection) {
  const chosen = rows.filter((row) => isChosen(row, selection));
  const lines = linesOf(chosen);
  const columns = [...Object.values(DATASET_IDS), AVERAGE].filter((id) => lines.some(({ cells }) => cells.has(id)));
  if (columns.length === 0) throw new Error(`nothing is selected for ${selection.paper} ${selection.raw}`);
  const decimals = selection.decimals ?? Math.max(...chosen.map(({ value }) => decimalsOf(value)));
  const listed = (cells: Row['cells'], member: 'value' | 'error_bar' | 'err', digits: number) =>
    columns.map((id) => cells.get(id)?.[member]?.toFixed(digits) ?? '-').join(' ');
  const has = (cells: Row['cells'], member: 'error_bar' | 'err') => [...cells.values()].some((raw) => raw[member]);
  const misprints = lines.flatMap(({ method, shots, metric, cells }) =>
    [...cells]
      .filter(([, { note }]) => MISPRINT.test(note ?? ''))
      .map(([dataset, { note }]) => ({
        method,
        shots,
        ...named(metric),
        dataset,
        why: note!.replace('SUSPECT: ', ''),
      })),
  );
  const { table, raw, source, backbone, evaluation, seeds, note, protocols = {}, protocolsOn = {} } = selection;
  const printed = new Set(lines.map(({ method }) => method));
  const only = <T>(of: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(of).filter(([method]) => printed.has(method)));
  const on = Object.entries(protocolsOn).filter(([, of]) => Object.keys(only(of)).length > 0);
  return {
    table: table ?? raw,
    read: chosen[0]!.source.replace(/^read: /, ''),
    ...{ source, backbone, evaluation },
    ...(seeds !== undefined && { seeds }),
    ...(note !== undefined && { note }),
    protocols: only(protocols),
    ...(on.length > 0 && { protocolsOn: Object.fromEntries(on.map(([dataset, of]) => [dataset, only(of)])) }),
    columns: columns.join(' '),
    rows: lines.map(({ method, shots, metric, cells }) => ({
      ...{ method, shots, ...named(metric) },
      values: listed(cells, 'value', decimals),
      ...(has(cells, 'error_bar') && { spread: listed(cells, 'error_bar', 2) }),
      ...(has(cells, 'err') && { readingError: listed(cells, 'err', 2) }),
    })),
    ...(misprints.length > 0 && { misprints }),
  };
}

function isChosen(row: RawRow, selection: BlockSelection): boolean {
  const { paper, raw, backbone, methods, without, averages = false } = selection;
  return (
    isRead(row) &&
    row.paper.startsWith(paper) &&
    row.table === raw &&
    row.backbone.replace(/^CLIP /, '') === backbone &&
    row.shots !== null &&
    METRIC_OF[row.metric] !== undefined &&
    columnOf(row, averages) !== undefined &&
    (methods?.includes(row.method) ?? true) &&
    !(without?.test(row.note ?? '') ?? false)
  );
}

function linesOf(rows: readonly RawRow[]): Row[] {
  const lines = new Map<string, Row>();
  for (const row of rows) {
    const [shots, metric] = [row.shots!, METRIC_OF[row.metric]!];
    const key = JSON.stringify([row.method, shots, metric]);
    const line = lines.get(key) ?? { method: row.method, shots, metric, cells: new Map<string, RawRow>() };
    const column = columnOf(row, true)!;
    if (line.cells.has(column)) throw new Error(`${row.paper}, ${row.table} has ${key} on ${column} twice`);
    line.cells.set(column, row);
    lines.set(key, line);
  }
  return [...lines.values()];
}

function columnOf({ dataset }: RawRow, averages: boolean): string | undefined {
  const name = (dataset ?? '').replace(/ \(source\)$/, '');
  if (/^Average/.test(name)) return averages && !name.includes('RESISC') ? AVERAGE : undefined;
  return DATASET_IDS[name];
}

/** Accuracy goes without saying. */
function named(metric: Metric) {
  return metric === 'accuracy' ? {} : { metric };
}

function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}
