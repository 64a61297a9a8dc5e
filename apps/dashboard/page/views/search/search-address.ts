import type { Parameters } from '../../shell/view.ts';

/**
 * What of an axis is chosen: for numbers both ends, null where one is open; for categories the chosen ones.
 */
export type Brush = readonly [number | null, number | null] | readonly string[];

/** By the id of the axis. */
export type Brushes = ReadonlyMap<string, Brush>;

/** What the address says beyond what the API is asked for. */
export interface SearchAddress {
  readonly brushes: Brushes;
  /** Ids of the axes that are shown, in their order; undefined for all. */
  readonly axes: readonly string[] | undefined;
  /** Id of the column, and whether its greatest values come first. */
  readonly sort: { readonly column: string; readonly descending: boolean };
}

const FIRST_SORT = '-accuracy';

/** Parts that cannot be read are as if they were not there. */
export function readSearchAddress(parameters: Parameters): SearchAddress {
  const brushes = parsed(parameters['brush']);
  const isObject = typeof brushes === 'object' && brushes !== null && !Array.isArray(brushes);
  const axes = parsed(parameters['axes']);
  const sort = parameters['sort'] ?? FIRST_SORT;
  return {
    brushes: new Map(
      isObject ? Object.entries(brushes).filter((entry): entry is [string, Brush] => isBrush(entry[1])) : [],
    ),
    axes: Array.isArray(axes) && axes.length > 0 ? axes.map(String) : undefined,
    sort: sort.startsWith('-') ? { column: sort.slice(1), descending: true } : { column: sort, descending: false },
  };
}

/** As the address has them; undefined for none. */
export function writeBrushes(brushes: Brushes): string | undefined {
  return brushes.size === 0 ? undefined : JSON.stringify(Object.fromEntries(brushes));
}

export function writeSort({ column, descending }: SearchAddress['sort']): string | undefined {
  const sort = `${descending ? '-' : ''}${column}`;
  return sort === FIRST_SORT ? undefined : sort;
}

function isBrush(value: unknown): value is Brush {
  if (!Array.isArray(value)) return false;
  const isEnd = (end: unknown) => end === null || (typeof end === 'number' && Number.isFinite(end));
  return (value.length === 2 && value.every(isEnd)) || value.every((one) => typeof one === 'string');
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
