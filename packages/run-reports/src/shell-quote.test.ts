import { execFileSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { shellQuote } from './shell-quote.ts';

const words = [
  'plain-1',
  'a=b,c',
  '',
  'two words',
  `it's "quoted"`,
  '$HOME `date` \\ *',
  'line\nbreak',
  '[1,{"a":null}]',
  '~',
];

describe('shellQuote', () => {
  it('comes through a shell unchanged', () => {
    const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(shellQuote).join(' ')}`], {
      encoding: 'utf8',
    });
    expect(printed.split('\0').slice(0, -1)).toEqual(words);
  });

  it('leaves plain words readable', () => {
    expect(shellQuote('taskres.alpha=1')).toBe('taskres.alpha=1');
  });
});
