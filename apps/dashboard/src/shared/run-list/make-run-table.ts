import { codedKeys, codedNumbers, codedTexts } from './coded-column.ts';
import {
  mapped,
  NUMBER_COLUMNS,
  type NumberColumn,
  type RunTable,
  TEXT_COLUMNS,
  type TextColumn,
} from './run-table.ts';
import { everyRow, stableOrder } from './stable-order.ts';

/** What the rows of a table are sorted by, from the most important on. */
const ORDER = ['dataset', 'shots', 'method', 'protocol', 'backbone', 'evaluation', 'seed'] as const;

/** Orders of texts other than that of their letters, such as that of states. */
export type TextOrders = Readonly<Partial<Record<TextColumn, readonly string[]>>>;

/** N runs in any order; each column has N values. */
export interface RunColumns {
  readonly keys: readonly string[];
  readonly texts: Readonly<Record<TextColumn, readonly string[]>>;
  readonly numbers: RunTable['numbers'];
}

export interface MadeTable {
  readonly table: RunTable;
  /** [N], which of the given runs each row of the table is. */
  readonly places: Uint32Array;
}

/**
 * A table of runs in one order, that does not depend on the order in which they come: by dataset, shots, method, protocol, backbone,
 * evaluation, seed (none last), key.
 */
export function makeRunTable({ keys, texts, numbers }: RunColumns, orders: TextOrders): MadeTable {
  const table: RunTable = {
    ...{ keys, numbers },
    texts: mapped(TEXT_COLUMNS, (name) => coded(texts[name], orders[name])),
  };
  // From the least important on, each sort keeps what those before it have done.
  let places = stableOrder(everyRow(keys.length), codedKeys(table).codes, keys.length);
  for (const name of [...ORDER].reverse()) {
    const { codes, labels } = isNumber(name) ? codedNumbers(table, name) : codedTexts(table, name);
    places = stableOrder(places, codes, labels.length);
  }
  const pick = <T>(values: readonly T[]): T[] => Array.from(places, (place) => values[place] as T);
  return {
    table: {
      keys: pick(keys),
      texts: mapped(TEXT_COLUMNS, (name) => ({ ...table.texts[name], codes: pick(table.texts[name].codes) })),
      numbers: mapped(NUMBER_COLUMNS, (name) => pick(numbers[name])),
    },
    places,
  };
}

function isNumber(name: TextColumn | NumberColumn): name is NumberColumn {
  return name === 'shots' || name === 'seed';
}

function coded(texts: readonly string[], order: readonly string[] = []) {
  const place = (value: string): number => (order.includes(value) ? order.indexOf(value) : order.length);
  const values = [...new Set(texts)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  const codes = new Map(values.map((value, code) => [value, code]));
  return { values, codes: texts.map((value) => codes.get(value)!) };
}
