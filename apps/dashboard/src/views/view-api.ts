import type { z } from 'zod';

import type { Source } from './source.ts';

/** The parameters of a request as the address has them. */
export type Parameters = Readonly<Record<string, string>>;

/** The files that views export, by extension. */
export const EXTENSIONS = ['csv', 'json', 'md', 'tex', 'svg'] as const;
export type Extension = (typeof EXTENSIONS)[number];

/**
 * What the page asks the server for to show a view: `GET /api/<name>` answers with its data, `GET /api/<name>.<extension>` with what it
 * exports. Both take the same parameters, and all numbers are the tracker's.
 */
export interface ViewApi<Query = never, Data = unknown> {
  /** Lower-case letters and dashes. */
  readonly name: string;
  /** The parameters, each optional or with a default: an object of strings, checked and parsed. Any other is refused. */
  readonly query: z.ZodType<Query> & { readonly shape: Readonly<Record<string, unknown>> };
  /**
   * All that the view shows, as JSON can hold it.
   * @throws ShotbenchError, which the page shows: with a code that ends in `_UNKNOWN` as status 404.
   */
  answer(source: Source, query: Query): Data | Promise<Data>;
  /** The documents that the view exports, as the command line writes them. */
  readonly documents?: Partial<Record<Extension, (source: Source, query: Query) => string | Promise<string>>>;
  /** The parameters of every answer, and of every set of documents, that a folder of the page without a server holds. */
  pages(source: Source): readonly Parameters[];
}

/** Checks that a view's parts fit together, and forgets of what types they are. */
export function viewApi<Query, Data>(view: ViewApi<Query, Data>): ViewApi {
  return view as unknown as ViewApi;
}
