import type { SortColumn } from '../../../src/shared/run-list/run-query.ts';
import { recordAt, type RunRecord, type RunTable } from '../../../src/shared/run-list/run-table.ts';

/** A run in the list, with what its record does not have. */
export interface ListRow {
  readonly run: RunRecord;
  /** The first line of its error. */
  readonly error: string | null;
}

/** A column of the list. */
export interface Column {
  readonly name: SortColumn;
  readonly title: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly isNumber?: true;
  readonly text: (row: ListRow) => string;
  /** Whether it is shown unless the address says otherwise. */
  readonly isUsual: boolean;
}

export const COLUMNS: readonly Column[] = [
  { ...texts('state', 'state', 92), text: ({ run }) => run.state },
  { ...texts('method', 'method', 160) },
  { ...texts('dataset', 'dataset', 110) },
  { ...numbers('shots', 'shots', 60), text: ({ run }) => String(run.shots) },
  { ...numbers('seed', 'seed', 56), text: ({ run }) => (run.seed === null ? '–' : String(run.seed)) },
  { ...texts('protocol', 'protocol', 104) },
  { ...texts('backbone', 'backbone', 96) },
  { ...texts('evaluation', 'evaluation', 128), isUsual: false },
  { ...numbers('accuracy', 'accuracy %', 112), text: ({ run }) => shown(run.accuracy, (value) => value.toFixed(2)) },
  { ...numbers('seconds', 'time', 78), text: ({ run }) => shown(run.seconds, duration) },
  {
    ...numbers('parameters', 'parameters', 108),
    text: ({ run }) => shown(run.parameters, (value) => value.toLocaleString('en')),
    isUsual: false,
  },
  {
    ...numbers('memory', 'memory', 92),
    text: ({ run }) => shown(run.memory, (value) => `${(value / 2 ** 20).toFixed(0)} MiB`),
    isUsual: false,
  },
  { ...numbers('finished', 'finished (UTC)', 152), text: ({ run }) => shown(run.finished, minute) },
  { ...texts('plannedBy', 'planned by', 150), isUsual: false },
  { ...texts('errorCode', 'error', 150), isUsual: false },
  { ...texts('key', 'key', 112), text: ({ run }) => run.key },
];

/** Between names of columns in the address. No column has it in its name. */
const SEPARATOR = '.';

/** The columns that an address names, or the usual ones where it names none that there is. */
export function columnsAsked(names: string | undefined): readonly Column[] {
  const asked = new Set(names?.split(SEPARATOR));
  const shown = COLUMNS.filter(({ name }) => asked.has(name));
  return shown.length > 0 ? shown : COLUMNS.filter(({ isUsual }) => isUsual);
}

/** The inverse of {@link columnsAsked}: undefined for the usual ones. */
export function columnNames(columns: readonly Column[]): string | undefined {
  const isUsual = COLUMNS.every((column) => columns.includes(column) === column.isUsual);
  return isUsual ? undefined : columns.map(({ name }) => name).join(SEPARATOR);
}

export function rowsOf({ rows, errors }: { rows: RunTable; errors: readonly (string | null)[] }): ListRow[] {
  return rows.keys.map((_, row) => ({ run: recordAt(rows, row), error: errors[row] ?? null }));
}

function texts(name: SortColumn, title: string, width: number) {
  return { name, title, width, isUsual: true, text: ({ run }: ListRow) => String(run[name]) };
}

function numbers(name: SortColumn, title: string, width: number) {
  return { name, title, width, isUsual: true, isNumber: true as const };
}

function shown(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value);
}

function duration(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(1)} s`;
  return seconds < 6000 ? `${(seconds / 60).toFixed(1)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function minute(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ');
}
