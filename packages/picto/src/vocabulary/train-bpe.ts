/** Two symbols that are joined into one. */
export type Merge = readonly [left: string, right: string];

/** A word as symbols, and how often it occurs. */
interface Word {
  symbols: string[];
  readonly count: number;
}

/**
 * Learns byte-pair merges (R. Sennrich et al., arXiv 1508.07909, algorithm 1): joins the most frequent pair of neighbouring
 * symbols, over and over. Of equally frequent pairs the first in code-unit order is taken, so the result depends on nothing but
 * the counts.
 *
 * @param counts How often each word occurs; a word is a list of symbols joined by spaces.
 * @param most How many merges to learn at most; fewer where all words are single symbols.
 */
export function trainBpe(counts: ReadonlyMap<string, number>, most: number): Merge[] {
  const words = [...counts].map(([word, count]): Word => ({ symbols: word.split(' '), count }));
  const pairs = new PairCounts();
  for (const word of words) pairs.add(word);
  const merges: Merge[] = [];
  while (merges.length < most) {
    const best = pairs.mostFrequent();
    if (best === undefined) break;
    const [left, right] = best.split(' ') as [string, string];
    merges.push([left, right]);
    for (const word of pairs.wordsWith(best)) {
      pairs.remove(word);
      word.symbols = joined(word.symbols, left, right);
      pairs.add(word);
    }
  }
  return merges;
}

/** A pair's parts joined wherever they are neighbours, from the left. */
export function joined(symbols: readonly string[], left: string, right: string): string[] {
  const result: string[] = [];
  for (let i = 0; i < symbols.length; i++) {
    const isPair = symbols[i] === left && symbols[i + 1] === right;
    result.push(isPair ? left + right : symbols[i]!);
    if (isPair) i++;
  }
  return result;
}

/** How often each pair occurs, and in which words; kept up to date word by word. */
class PairCounts {
  readonly #counts = new Map<string, number>();
  readonly #words = new Map<string, Set<Word>>();

  add(word: Word): void {
    for (const pair of pairsOf(word)) {
      this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + word.count);
      const words = this.#words.get(pair);
      if (words === undefined) this.#words.set(pair, new Set([word]));
      else words.add(word);
    }
  }

  remove(word: Word): void {
    for (const pair of pairsOf(word)) {
      const count = this.#counts.get(pair)! - word.count;
      if (count === 0) this.#counts.delete(pair);
      else this.#counts.set(pair, count);
      this.#words.get(pair)!.delete(word);
    }
  }

  mostFrequent(): string | undefined {
    let best: string | undefined;
    let most = 0;
    for (const [pair, count] of this.#counts) {
      if (count > most || (count === most && pair < best!)) [best, most] = [pair, count];
    }
    return best;
  }

  wordsWith(pair: string): Word[] {
    return [...(this.#words.get(pair) ?? [])];
  }
}

function pairsOf({ symbols }: Word): string[] {
  return symbols.slice(1).map((right, i) => `${symbols[i]} ${right}`);
}
