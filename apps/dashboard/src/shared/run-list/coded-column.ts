import type { NumberColumn, RunTable, TextColumn } from './run-table.ts';

/** A column by which rows are sorted and filtered: a whole number for each row, in the order of what it stands for. */
export interface CodedColumn {
  /** As an address names them. */
  readonly labels: readonly string[];
  /** [N] */
  readonly codes: ArrayLike<number>;
  /** The code of rows without a value, which come last in either direction; undefined where all have one. */
  readonly none: number | undefined;
}

/** What an address names runs by that have no such number, such as no seed. */
export const NO_NUMBER = 'none';

export function codedTexts({ texts }: RunTable, name: TextColumn): CodedColumn {
  const { values, codes } = texts[name];
  const none = values.indexOf('');
  return { labels: values, codes, none: none < 0 ? undefined : none };
}

export function codedNumbers({ numbers }: RunTable, name: NumberColumn): CodedColumn {
  const values = numbers[name];
  const distinct = Float64Array.from(new Set(values.filter((value) => value !== null))).sort();
  const place: Map<number | null, number> = placesOf<number | null>(distinct);
  place.set(null, distinct.length);
  return {
    labels: [...Array.from(distinct, String), NO_NUMBER],
    codes: Int32Array.from(values, (value) => place.get(value)!),
    none: distinct.length,
  };
}

/** Hexadecimal digits that a number holds exactly: 52 bits. */
const EXACT_DIGITS = 13;

export function codedKeys({ keys }: RunTable): CodedColumn {
  // As numbers they are sorted and looked up ten times as fast as texts.
  const leading = Float64Array.from(keys, (key) => parseInt(key.slice(0, EXACT_DIGITS), 16));
  const places = placesOf(leading.slice().sort());
  if (places.size === keys.length)
    return keyColumn(
      keys,
      Int32Array.from(leading, (number) => places.get(number)!),
    );
  const whole = placesOf([...keys].sort());
  return keyColumn(
    keys,
    Int32Array.from(keys, (key) => whole.get(key)!),
  );
}

function placesOf<T>(sorted: { forEach(visit: (value: T, place: number) => void): void }): Map<T, number> {
  const places = new Map<T, number>();
  sorted.forEach((value, place) => places.set(value, place));
  return places;
}

/** Keys are no filter, so nobody asks for their labels one by one. */
function keyColumn(keys: readonly string[], codes: Int32Array): CodedColumn {
  return { labels: keys, codes, none: undefined };
}
