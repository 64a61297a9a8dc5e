/** A p-value with three decimals, as papers print it. */
export function formatProbability(p: number): string {
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}
