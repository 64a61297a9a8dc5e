import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readNames, writeNames } from '../../page/data/name-list.ts';

describe('name lists', () => {
  it('read as they were written, whatever is in the names', () => {
    const name = fc.string({ minLength: 1 }).map((text) => (text.endsWith('\\') ? `${text}.` : text));
    const hostile = fc.constantFrom(',', '\\', '\\,', 'a,b', 'taskres (alpha=1, beta=2)', '<b>', '\n', '%2C');
    fc.assert(
      fc.property(fc.array(fc.oneof(name, hostile)), (names) => {
        expect(readNames(writeNames(names))).toEqual(names);
      }),
    );
  });

  it('are easy to write by hand', () => {
    expect(readNames('taskres,zero-shot')).toEqual(['taskres', 'zero-shot']);
    expect(readNames(',taskres,,')).toEqual(['taskres']);
    expect(readNames('')).toEqual([]);
    expect(readNames('a\\')).toEqual(['a\\']);
  });
});
