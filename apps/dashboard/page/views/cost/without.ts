import type { Series } from '@shotbench/tracker';

/** The methods that an address leaves out; none where it cannot be read, which the API complains about. */
export function readWithout(text: string | undefined): Series[] {
  try {
    const pairs = JSON.parse(text ?? '[]') as [Series['method'], Series['protocol']][];
    return pairs.map(([method, protocol]) => ({ method, protocol }));
  } catch {
    return [];
  }
}

/** The inverse of {@link readWithout}; undefined for none. */
export function writeWithout(series: readonly Series[]): string | undefined {
  return series.length === 0 ? undefined : JSON.stringify(series.map(({ method, protocol }) => [method, protocol]));
}
