import { describe, expect, it } from 'vitest';

import { differences } from './differences.ts';

describe('differences', () => {
  it('names every member that differs, by its place', () => {
    const first = { same: [1, { a: 2 }], nested: { x: 1, y: { z: null } }, list: [1, 2], gone: 'here' };
    const second = { same: [1, { a: 2 }], nested: { x: 1, y: { z: 3 } }, list: [2, 1], come: { deep: true } };
    expect(differences(first, second)).toEqual([
      { name: 'come', first: undefined, second: { deep: true } },
      { name: 'gone', first: 'here', second: undefined },
      { name: 'list', first: [1, 2], second: [2, 1] },
      { name: 'nested.y.z', first: null, second: 3 },
    ]);
    expect(differences(first, { ...first, undefined: undefined })).toEqual([]);
  });
});
