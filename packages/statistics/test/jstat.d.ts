/** The part of jstat that the tests compare with; it brings no types. */
declare module 'jstat' {
  const jstat: { readonly studentt: { inv(p: number, df: number): number } };
  export default jstat;
}
