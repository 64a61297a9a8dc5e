import { describe, expect, it } from 'vitest';

import { findMethod, METHODS } from './index.ts';

describe('the registry', () => {
  it('finds every method under its own name, and no name twice', () => {
    for (const method of METHODS) expect(findMethod(method.id)).toBe(method);
    expect(new Set(METHODS.map(({ id }) => id)).size).toBe(METHODS.length);
  });

  it('lists the names it knows when asked for another', () => {
    expect(() => findMethod('coop')).toThrow('unknown method "coop"; expected one of zero-shot, linear-probe, taskres');
  });
});
