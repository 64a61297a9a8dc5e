import type { Parameters } from '../shell/address.ts';

/** Where views get what they show: a server, or files beside the page. */
export interface DataSource {
  /** The data of `GET /api/<name>` for these parameters. */
  get<Data>(name: string, parameters: Parameters): Promise<Data>;
  /** Where a document of a view is to be had, such as `/api/overview.csv?shots=16`; undefined where it is not. */
  documentHref(name: string, extension: string, parameters: Parameters): string | undefined;
  /** The text of such a document. */
  documentText(name: string, extension: string, parameters: Parameters): Promise<string>;
  /** Whether it has anything at all of a view; absent where it has every view. */
  hasView?(name: string): boolean;
  /** Where it tells of changes; undefined where nothing changes. */
  readonly eventsUrl?: string;
}
