/** The part of jstat that the tests compare with; it brings no types. */
declare module 'jstat' {
  const jstat: {
    readonly studentt: { inv(p: number, df: number): number; cdf(t: number, df: number): number };
    readonly noncentralt: { cdf(t: number, df: number, noncentrality: number): number };
    readonly binomial: { cdf(k: number, n: number, p: number): number };
    ttest(value: number, values: readonly number[], sides: 1 | 2): number;
  };
  export default jstat;
}
