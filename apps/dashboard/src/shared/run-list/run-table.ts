/** What server and page know of runs in a list. Nothing here may import what a browser does not have. */

/** Columns of texts; each is held as numbers of its distinct values. */
export const TEXT_COLUMNS = [
  'state',
  'method',
  'dataset',
  'protocol',
  'backbone',
  'evaluation',
  'plannedBy',
  'errorCode',
] as const;
export type TextColumn = (typeof TEXT_COLUMNS)[number];

/** `seconds` of fitting and evaluating, `memory` in bytes, `finished` in milliseconds, `parameters` that were learned. */
export const NUMBER_COLUMNS = ['shots', 'seed', 'accuracy', 'seconds', 'parameters', 'memory', 'finished'] as const;
export type NumberColumn = (typeof NUMBER_COLUMNS)[number];

/** A column of texts. */
export interface Texts {
  /** Each once, in the order by which the column is sorted; `''` is none. */
  readonly values: readonly string[];
  /** [N], indices of values. */
  readonly codes: readonly number[];
}

/** N runs column by column, which takes a third of the room of a record for each, in JSON and in memory. */
export interface RunTable {
  /** Whole ones or their first 12 digits. */
  readonly keys: readonly string[];
  readonly texts: Readonly<Record<TextColumn, Texts>>;
  readonly numbers: Readonly<Record<NumberColumn, readonly (number | null)[]>>;
}

/** One run of a table. */
export type RunRecord = Readonly<Record<TextColumn, string>> &
  Readonly<Record<NumberColumn, number | null>> & { readonly key: string };

export function recordAt({ keys, texts, numbers }: RunTable, row: number): RunRecord {
  const text = TEXT_COLUMNS.map((name) => [name, texts[name].values[texts[name].codes[row]!]]);
  const number = NUMBER_COLUMNS.map((name) => [name, numbers[name][row]]);
  return { key: keys[row], ...Object.fromEntries([...text, ...number]) } as RunRecord;
}

/** Digits of a key that lists show and links carry. */
export const SHOWN_DIGITS = 12;

/** Some rows of a table, in the order given, with shortened keys and only those values that they have. */
export function takeRows({ keys, texts, numbers }: RunTable, rows: ArrayLike<number>): RunTable {
  const all = Array.from(rows);
  const pick = <T>(values: readonly T[]): T[] => all.map((row) => values[row] as T);
  return {
    keys: pick(keys).map((key) => key.slice(0, SHOWN_DIGITS)),
    texts: mapped(TEXT_COLUMNS, (name) => compact(texts[name].values, pick(texts[name].codes))),
    numbers: mapped(NUMBER_COLUMNS, (name) => pick(numbers[name])),
  };
}

function compact(values: readonly string[], codes: readonly number[]): Texts {
  const used = [...new Set(codes)].sort((a, b) => a - b);
  const place = new Map(used.map((code, i) => [code, i]));
  return { values: used.map((code) => values[code]!), codes: codes.map((code) => place.get(code)!) };
}

/** An object with these members. */
export function mapped<K extends string, T>(names: readonly K[], valueOf: (name: K) => T): Record<K, T> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<K, T>;
}
