import { NUMBER_COLUMNS, TEXT_COLUMNS } from './run-table.ts';

/** Columns by which a list is narrowed, each to one value; in an address under their own names. */
export const FILTERS = [
  'state',
  'method',
  'dataset',
  'shots',
  'seed',
  'protocol',
  'backbone',
  'evaluation',
  'plannedBy',
  'errorCode',
] as const;
export type FilterColumn = (typeof FILTERS)[number];

export const SORT_COLUMNS = [...TEXT_COLUMNS, ...NUMBER_COLUMNS, 'key'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

/** Which runs, and in which order; as an address has it. */
export interface RunQuery {
  readonly filters: Readonly<Partial<Record<FilterColumn, string>>>;
  /** Words that a run's method, dataset, backbone, error code or planner has to contain, or its key to begin with. */
  readonly find?: string | undefined;
  /** Default: by dataset, shots, method, protocol, backbone, evaluation, seed; and so where this leaves ties. */
  readonly sort?: SortColumn | undefined;
  readonly descending?: boolean | undefined;
}

/** The query among the parameters of an address. What no column is called is no order. */
export function readRunQuery(parameters: Readonly<Record<string, string | undefined>>): RunQuery {
  const filters = FILTERS.flatMap((name) => (parameters[name] === undefined ? [] : [[name, parameters[name]]]));
  return {
    filters: Object.fromEntries(filters) as RunQuery['filters'],
    find: parameters['find'],
    sort: SORT_COLUMNS.find((name) => name === parameters['sort']),
    descending: parameters['descending'] !== undefined,
  };
}

/** The inverse of {@link readRunQuery}. */
export function runParameters({ filters, find, sort, descending }: RunQuery): Record<string, string> {
  return {
    ...filters,
    ...(find !== undefined && { find }),
    ...(sort !== undefined && { sort }),
    ...(sort !== undefined && descending && { descending: 'yes' }),
  };
}
