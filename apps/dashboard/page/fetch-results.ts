import type { Results } from '../src/results.ts';

/** The results as they are now. The server of this page is the only one asked, so the answer's shape is known. */
export async function fetchResults(): Promise<Results> {
  const response = await fetch('/api/results');
  if (!response.ok) throw new Error((await response.text()).trim());
  return (await response.json()) as Results;
}
