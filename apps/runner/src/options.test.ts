import { describe, expect, it } from 'vitest';

import { addSetting, parseNames, parseNumber, parseNumbers, parseSearch } from './options.ts';

describe('options', () => {
  it.each([
    ['3', [3]],
    ['1..3', [1, 2, 3]],
    ['16, 1,4..6,5', [1, 4, 5, 6, 16]],
    ['0', [0]],
  ])('read the numbers %s', (text, numbers) => {
    expect(parseNumbers('--seeds')(text)).toEqual(numbers);
  });

  it.each(['', 'a', '1,', '3..1', '-1', '1.5', '1..99999', '1...3'])('refuse the numbers "%s"', (text) => {
    expect(() => parseNumbers('--seeds')(text)).toThrow(`--seeds is "${text}"; expected whole numbers`);
  });

  it('read names, each once, and refuse empty ones', () => {
    expect(parseNames('--methods')('b, a,b')).toEqual(['b', 'a']);
    expect(() => parseNames('--methods')('a,,b')).toThrow('--methods is "a,,b"; expected names separated by commas');
  });

  it('read one number within its bounds', () => {
    expect(parseNumber('--port', 0, 65535)('0')).toBe(0);
    for (const text of ['', '65536', '-1', '1e9', 'x']) {
      expect(() => parseNumber('--port', 0, 65535)(text)).toThrow(
        `--port is "${text}"; expected a whole number from 0`,
      );
    }
  });

  it('read what to search by', () => {
    expect([parseSearch('grid'), parseSearch(' random:20 ')]).toEqual([
      { kind: 'grid' },
      { kind: 'random', trials: 20 },
    ]);
    for (const text of ['', 'random', 'random:0', 'random:1.5', 'halving']) {
      expect(() => parseSearch(text)).toThrow(
        `--search is "${text}"; expected grid, random:N for N draws, such as random:20, or halving:N`,
      );
    }
  });

  it('gather settings by method, as JSON where it is some', () => {
    const settings = ['taskres.alpha=1', 'taskres.epochs=null', 'coop.init=a photo of a'].reduce(
      (all, text) => addSetting(text, all),
      {},
    );
    expect(settings).toEqual({ taskres: { alpha: 1, epochs: null }, coop: { init: 'a photo of a' } });
    expect(() => addSetting('alpha=1')).toThrow('--set is "alpha=1"; expected METHOD.KEY=VALUE');
  });
});
