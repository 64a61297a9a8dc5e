import { PythonRandom } from '@shotbench/datasets';
import { describe, expect, it } from 'vitest';

import { joined, type Merge, trainBpe } from './train-bpe.ts';

/** Counts every pair anew for every merge. */
function slowBpe(counts: ReadonlyMap<string, number>, most: number): Merge[] {
  let words = [...counts].map(([word, count]) => ({ symbols: word.split(' '), count }));
  const merges: Merge[] = [];
  while (merges.length < most) {
    const pairs = new Map<string, number>();
    for (const { symbols, count } of words) {
      for (let i = 0; i + 1 < symbols.length; i++) {
        const pair = `${symbols[i]} ${symbols[i + 1]}`;
        pairs.set(pair, (pairs.get(pair) ?? 0) + count);
      }
    }
    const [best] = [...pairs].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (best === undefined) break;
    const [left, right] = best[0].split(' ') as [string, string];
    merges.push([left, right]);
    words = words.map(({ symbols, count }) => ({
      // Symbols hold no spaces, so a join of the text is a join of symbols.
      symbols: ` ${symbols.join('  ')} `.replaceAll(` ${left}  ${right} `, ` ${left}${right} `).trim().split('  '),
      count,
    }));
  }
  return merges;
}

function randomWords(seed: number, alphabet: string): Map<string, number> {
  const random = new PythonRandom(seed);
  const counts = new Map<string, number>();
  for (let i = 0; i < 120; i++) {
    const letters = Array.from({ length: 1 + random.below(9) }, () => alphabet[random.below(alphabet.length)]!);
    counts.set(`${letters.join(' ')}</w>`, 1 + random.below(5));
  }
  return counts;
}

describe('trainBpe', () => {
  it('learns the example of the paper', () => {
    const counts = new Map([
      ['l o w</w>', 5],
      ['l o w e s t</w>', 2],
      ['n e w e r</w>', 6],
      ['w i d e r</w>', 3],
    ]);
    // "r ·", "e r·", "l o", "l o w" in the paper, whose ends of words are symbols of their own.
    expect(trainBpe(counts, 3)).toEqual([
      ['e', 'r</w>'],
      ['l', 'o'],
      ['e', 'w'],
    ]);
  });

  it.each([
    [1, 'abcdefgh'],
    [2, 'ab'],
    [3, 'a'],
    [4, 'abc'],
  ])('learns what the slow version learns, with ties and runs (seed %d, letters %s)', (seed, alphabet) => {
    const counts = randomWords(seed, alphabet);
    const merges = trainBpe(counts, 200);
    expect(merges).toEqual(slowBpe(counts, 200));
    expect(merges.length).toBeGreaterThan(3);
  });

  it('stops when all words are single symbols', () => {
    expect(
      trainBpe(
        new Map([
          ['a b</w>', 1],
          ['c</w>', 9],
        ]),
        10,
      ),
    ).toEqual([['a', 'b</w>']]);
    expect(trainBpe(new Map(), 10)).toEqual([]);
  });

  it('joins from the left', () => {
    expect(joined(['a', 'a', 'a', 'b'], 'a', 'a')).toEqual(['aa', 'a', 'b']);
  });
});
