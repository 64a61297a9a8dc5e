/** Uniform numbers in [0, 1) from a seed: the multiplicative generator of Park & Miller (1988), a = 48271. */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return (state - 1) / 2147483646;
  };
}
