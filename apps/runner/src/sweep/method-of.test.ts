import { METHODS } from '@shotbench/method-registry';
import { describe, expect, it } from 'vitest';

import { methodOf } from './method-of.ts';

describe('methodOf', () => {
  it('finds every method, and each of them searched', () => {
    for (const method of METHODS) {
      expect(methodOf(method.id)).toBe(method);
      expect(methodOf(`${method.id}-search`)).toMatchObject({ id: `${method.id}-search`, needs: expect.any(Array) });
    }
    expect(methodOf('taskres-search')).toBe(methodOf('taskres-search'));
  });

  it('says which there are', () => {
    expect(() => methodOf('taskress')).toThrow(
      'unknown method "taskress"; expected one of amt, apex, apex-text, clap, ',
    );
  });
});
