import type { Extension, Parameters } from '../views/view-api.ts';

/** What a page asks for: the data of a view or, with an extension, one of its documents. */
export interface Asked {
  readonly view: string;
  readonly extension?: Extension | undefined;
  /** As they stand in the address. */
  readonly parameters: Parameters;
}

/** Equal for requests that have the same answer, in whatever order their parameters are. */
export function keyOf({ view, extension, parameters }: Asked): string {
  const named = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([view, extension ?? '', named]);
}
