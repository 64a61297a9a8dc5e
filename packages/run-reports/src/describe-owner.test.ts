import { describe, expect, it } from 'vitest';

import { describeOwner } from './describe-owner.ts';

describe('describeOwner', () => {
  it.each([
    ['bench-1/pid:[4026531836]/4711/99', 'process 4711 on bench-1'],
    ['bench-1/pid/17/', 'process 17 on bench-1'],
    ['nonsense', 'nonsense'],
    ['a/b', 'a/b'],
    ['', ''],
  ])('makes "%s" into "%s"', (owner, text) => {
    expect(describeOwner(owner)).toBe(text);
  });
});
