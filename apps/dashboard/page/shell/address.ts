/** What the address bar says: which view is open, and its parameters. It is all the state that the page has. */
export interface Address {
  readonly view: string;
  /** Never empty texts; the name of the view is not among them. */
  readonly parameters: Parameters;
}

export type Parameters = Readonly<Record<string, string>>;

/** The view that opens where the address names none, and that links leave out. */
export const FIRST_VIEW = 'overview';

/** Parameters that mean the same in every view, and so are kept when another one is opened. */
const SHARED = ['backbone', 'shots'];

/** The address in a query string such as `?view=curves&backbone=RN50`. */
export function readAddress(search: string): Address {
  const { view = FIRST_VIEW, ...parameters } = Object.fromEntries(
    [...new URLSearchParams(search)].filter(([, value]) => value !== ''),
  );
  return { view, parameters };
}

/** The inverse of {@link readAddress}: a link, relative to the page. */
export function hrefOf({ view, parameters }: Address): string {
  const named = new URLSearchParams(view === FIRST_VIEW ? {} : { view });
  for (const [name, value] of Object.entries(parameters)) if (value !== '') named.append(name, value);
  // Never no query at all: "./" would lead from a file to the list of its folder.
  return `?${named.size === 0 ? new URLSearchParams({ view }).toString() : named.toString()}`;
}

/** Parameters with some of them changed; undefined takes one away. */
export function changed(parameters: Parameters, changes: Readonly<Record<string, string | undefined>>): Parameters {
  const all: Record<string, string | undefined> = { ...parameters, ...changes };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

/** What of an address stays when another view is opened. */
export function sharedParameters(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => SHARED.includes(name)));
}
