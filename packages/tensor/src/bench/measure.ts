/** Something to be timed: does its work once, or says how many seconds of it count. */
export type Candidate = () => Promise<number | void>;

export interface Measurement {
  /** Seconds of one call: the median over the rounds. */
  readonly median: number;
  readonly fastest: number;
  readonly slowest: number;
}

/**
 * Times several candidates in turn, round after round, so that whatever else the machine does meets all of them alike.
 * Each is called `warmups` times before.
 */
export async function measureInTurn<Name extends string>(
  candidates: { readonly [N in Name]: Candidate },
  { rounds = 9, warmups = 2 } = {},
): Promise<Record<Name, Measurement>> {
  const entries = Object.entries<Candidate>(candidates);
  const seconds = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  for (let round = -warmups; round < rounds; round++) {
    for (const [name, run] of entries) {
      const began = performance.now();
      const counted = await run();
      if (round >= 0) seconds.get(name)!.push(counted ?? (performance.now() - began) / 1000);
    }
  }
  return Object.fromEntries([...seconds].map(([name, values]) => [name, summary(values)])) as Record<Name, Measurement>;
}

function summary(values: readonly number[]): Measurement {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
  return { median, fastest: sorted[0]!, slowest: sorted.at(-1)! };
}
