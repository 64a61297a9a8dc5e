import type { ResultsIndex } from '../../src/views/index/index-api.ts';
import type { DataSource } from '../data/data-source.ts';
import type { SeriesStyles } from '../parts/series-styles.ts';
import type { Address, Parameters } from './address.ts';

/** One of the pages behind the navigation. */
export interface View<Data = unknown> {
  /** In addresses and, with the same name, of the API that it shows. */
  readonly name: string;
  /** In the navigation and as its heading; undefined for views that are only linked to. */
  readonly title: string | undefined;
  /**
   * What to ask the API for at an address. Parameters that name what is not there are to be taken for absent; undefined where there is
   * nothing to show yet, and then the page says how to make results.
   */
  request(parameters: Parameters, index: ResultsIndex): Parameters | undefined;
  /** Puts what never changes into the empty root, and returns what draws the rest. */
  open(root: HTMLElement, context: ViewContext): OpenView<Data>;
}

export interface OpenView<Data> {
  /** Draws data as often as they or the address have changed. What is focused, or read by the pointer, has to stay so. */
  show(data: Data, shown: Shown): void;
  /** Called before another view is opened, to end what goes on outside of the root. */
  close?(): void;
}

/** What is shown with the data. */
export interface Shown {
  /** All of the address, beyond what the API was asked for. */
  readonly parameters: Parameters;
  /** What the API was asked for. */
  readonly request: Parameters;
  readonly index: ResultsIndex;
  /** How methods look, the same in all views. */
  readonly styles: SeriesStyles;
}

export interface ViewContext {
  readonly data: DataSource;
  /**
   * Changes parameters of the address, undefined takes one away, and shows the view anew. With `step` the browser's back button leads to
   * the address before; without, it is replaced.
   */
  readonly change: (changes: Readonly<Record<string, string | undefined>>, step?: boolean) => void;
  /** A link to a view, for anchors: a click opens it without loading the page anew. */
  readonly href: (view: string, parameters: Parameters) => string;
}

/** Forgets of what type a view's data are. */
export function view<Data>(one: View<Data>): View {
  return one;
}

export type { Address, Parameters };
