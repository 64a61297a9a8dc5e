import type { RunTable } from './run-table.ts';

/** Where the words of a search are looked for. */
const SEARCHED = ['method', 'dataset', 'backbone', 'plannedBy', 'errorCode'] as const;

/**
 * A function that tells whether a row has every word of a text, whatever its case: within one of the searched columns, or as the first digits
 * of its key.
 */
export function rowFinder({ keys, texts }: RunTable, find: string): (row: number) => boolean {
  const words = find
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const tests = words.map((word) => {
    // Each distinct value is looked into once, not each row.
    const columns = SEARCHED.map((name) => ({
      codes: texts[name].codes,
      hits: texts[name].values.map((value) => value.toLowerCase().includes(word)),
    }));
    const isKey = /^[0-9a-f]+$/.test(word);
    return (row: number): boolean =>
      columns.some(({ codes, hits }) => hits[codes[row]!]) || (isKey && beginsAlike(keys[row]!, word));
  });
  return (row) => tests.every((test) => test(row));
}

/** Where a table has the first digits of keys only, more digits than these find them too. */
function beginsAlike(key: string, digits: string): boolean {
  return key.length < digits.length ? digits.startsWith(key) : key.startsWith(digits);
}
