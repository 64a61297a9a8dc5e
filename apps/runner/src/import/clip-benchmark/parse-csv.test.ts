import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseCsv } from './parse-csv.ts';

const write = (rows: readonly (readonly string[])[], end: string) =>
  rows.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(',') + end).join('');

describe('parseCsv', () => {
  it('reads back any fields that are quoted', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'ä') });
    const rows = fc.array(fc.tuple(field, field, field).map((row) => [...row]));
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n', '\r'), (table, end) => {
        expect(parseCsv(write(table, end))).toEqual(table);
      }),
    );
  });

  it('takes plain fields, empty ones and a last line without an end', () => {
    expect(parseCsv('a,b,c\r\n1,,3\n\n,,\nx,"y",')).toEqual([
      ['a', 'b', 'c'],
      ['1', '', '3'],
      ['', '', ''],
      ['x', 'y', ''],
    ]);
    expect(parseCsv('')).toEqual([]);
  });

  it('takes quotes that are out of place as they are, and ends for any text', () => {
    expect(parseCsv('a"b,"c"d\n"e')).toEqual([['a"b', '"c"d'], ['"e']]);
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r') });
    fc.assert(
      fc.property(text, (some) => {
        expect(parseCsv(some).flat().join('').length).toBeLessThanOrEqual(some.length);
      }),
    );
  });
});
