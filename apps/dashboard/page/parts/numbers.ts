/** Two decimals, as on the command line. */
export function percent(value: number): string {
  return value.toFixed(2);
}

/** `± 0.50`, or nothing where there is no interval. */
export function plusMinus(interval: number | null): string {
  return interval === null ? '' : `± ${percent(interval)}`;
}

/** `1 run`, `3 runs`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
