import { describe, expect, it } from 'vitest';

import { findMethod, METHODS } from './index.ts';

describe('the registry', () => {
  it('finds every method under its own name, and no name twice', () => {
    for (const method of METHODS) expect(findMethod(method.id)).toBe(method);
    expect(new Set(METHODS.map(({ id }) => id)).size).toBe(METHODS.length);
  });

  it('lists methods in alphabetical order', () => {
    const ids = METHODS.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
  });

  it('lists the names it knows when asked for another', () => {
    expect(() => findMethod('no-such')).toThrow(
      `unknown method "no-such"; expected one of ${METHODS.map(({ id }) => id).join(', ')}`,
    );
  });
});
