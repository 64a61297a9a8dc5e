import { type CodedColumn, codedKeys, codedNumbers, codedTexts } from './coded-column.ts';
import { rowFinder } from './find-rows.ts';
import { type FilterColumn, FILTERS, type RunQuery, runParameters, type SortColumn } from './run-query.ts';
import { mapped, NUMBER_COLUMNS, type NumberColumn, type RunTable, type TextColumn } from './run-table.ts';
import { everyRow, stableOrder } from './stable-order.ts';

/** What a column could be narrowed to, and how many runs would pass then together with the other filters. */
export interface Facet {
  /** In the column's order; only values with runs, and the one that is asked for. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** How many values there are beyond those. */
  readonly more: number;
}

export type Facets = Readonly<Record<FilterColumn, Facet>>;

export interface SelectedRows {
  /** Rows of the table that pass all filters, sorted. */
  readonly rows: Uint32Array;
  readonly facets: Facets;
}

/** A menu longer than this helps nobody. */
const MOST_VALUES = 500;

/** Selections that are kept: enough for a few pages that scroll at once. */
const KEPT = 16;

/** Filters and sorts one table, the same on the server and in a page without one. What it works out it keeps. */
export class RunSelector {
  readonly table: RunTable;
  readonly #columns = new Map<SortColumn, CodedColumn>();
  readonly #orders = new Map<string, Uint32Array>();
  readonly #selected = new Map<string, SelectedRows>();

  constructor(table: RunTable) {
    this.table = table;
  }

  select(query: RunQuery): SelectedRows {
    const name = JSON.stringify(runParameters(query));
    const selected = this.#selected.get(name) ?? this.#select(query);
    // The latest comes last, so that the first is the one to forget.
    this.#selected.delete(name);
    this.#selected.set(name, selected);
    for (const old of this.#selected.keys()) if (this.#selected.size > KEPT) this.#selected.delete(old);
    return selected;
  }

  #select({ filters, find, sort, descending = false }: RunQuery): SelectedRows {
    const columns = FILTERS.map((name) => this.#column(name));
    const asked = FILTERS.flatMap((name, i) => {
      const value = filters[name];
      return value === undefined ? [] : [{ i, codes: columns[i]!.codes, code: columns[i]!.labels.indexOf(value) }];
    });
    const isFound = find === undefined ? () => true : rowFinder(this.table, find);
    const counts = columns.map(({ labels }) => new Uint32Array(labels.length));
    const order = this.#order(sort, descending);
    const passed = new Uint32Array(order.length);
    let length = 0;
    for (const row of order) {
      // A row that fails by one filter alone still counts for what that filter could be instead.
      let failing = -1;
      let failures = 0;
      for (const { i, codes, code } of asked) {
        if (codes[row] === code) continue;
        failing = i;
        if (++failures > 1) break;
      }
      if (failures > 1 || !isFound(row)) continue;
      if (failures === 1) counts[failing]![columns[failing]!.codes[row]!]!++;
      else {
        passed[length++] = row;
        for (let i = 0; i < columns.length; i++) counts[i]![columns[i]!.codes[row]!]!++;
      }
    }
    const facets = mapped(FILTERS, (name) =>
      facetOf(columns[FILTERS.indexOf(name)]!, counts[FILTERS.indexOf(name)]!, filters[name]),
    );
    return { rows: passed.slice(0, length), facets };
  }

  #order(sort: SortColumn | undefined, descending: boolean): Uint32Array {
    const name = `${sort} ${descending}`;
    const known = this.#orders.get(name);
    if (known) return known;
    const rows = everyRow(this.table.keys.length);
    const order = sort === undefined ? rows : sorted(rows, this.#column(sort), descending);
    this.#orders.set(name, order);
    return order;
  }

  #column(name: SortColumn): CodedColumn {
    const column = this.#columns.get(name) ?? this.#coded(name);
    this.#columns.set(name, column);
    return column;
  }

  #coded(name: SortColumn): CodedColumn {
    if (name === 'key') return codedKeys(this.table);
    return isNumbers(name) ? codedNumbers(this.table, name) : codedTexts(this.table, name);
  }
}

function isNumbers(name: TextColumn | NumberColumn): name is NumberColumn {
  return NUMBER_COLUMNS.some((one) => one === name);
}

function sorted(rows: Uint32Array, { labels, codes, none }: CodedColumn, descending: boolean): Uint32Array {
  const last = labels.length;
  const places = Int32Array.from(labels, (_, code) => {
    if (code === none) return last;
    return descending ? last - 1 - code : code;
  });
  return stableOrder(
    rows,
    Int32Array.from(codes, (code) => places[code]!),
    last + 1,
  );
}

function facetOf({ labels }: CodedColumn, counts: Uint32Array, asked: string | undefined): Facet {
  const values = labels.flatMap((value, code) =>
    value !== '' && (counts[code]! > 0 || value === asked) ? [{ value, count: counts[code]! }] : [],
  );
  const named = asked === undefined || values.some(({ value }) => value === asked);
  const shown = values.filter(({ value }, i) => i < MOST_VALUES || value === asked);
  return {
    values: named ? shown : [{ value: asked, count: 0 }, ...shown],
    more: values.length - shown.length,
  };
}
