import type { ResultsIndex } from '../../src/views/index/index-api.ts';
import type { DataSource } from '../data/data-source.ts';
import { oneAtATime } from '../data/one-at-a-time.ts';
import { byId } from '../parts/dom.ts';
import { seriesStyles } from '../parts/series-styles.ts';
import { type Address, changed, FIRST_VIEW, hrefOf, readAddress } from './address.ts';
import { renderEmpty } from './empty.ts';
import { renderNavigation } from './navigation.ts';
import { renderProgress } from './progress.ts';
import type { OpenView, Parameters, View } from './view.ts';

/** Between two readings, so that a fast sweep does not keep this machine busy with its own page. */
const PAUSE_MILLISECONDS = 500;

/** The frame around the views: opens the one that the address names, and keeps it up to date. */
export class Page {
  readonly #views: readonly View[];
  readonly #data: DataSource;
  #index: ResultsIndex | undefined;
  #open: { readonly view: View; readonly opened: OpenView<unknown> } | undefined;
  /** What was read last for the open view, and what was asked for. */
  #answer: { readonly request: string; readonly version: string; readonly data: unknown } | undefined;
  #refreshing: () => Promise<void>;

  constructor(views: readonly View[], data: DataSource) {
    this.#views = views;
    this.#data = data;
    this.#refreshing = oneAtATime(() => this.#refresh(), PAUSE_MILLISECONDS);
    window.addEventListener('popstate', () => void this.#show());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /** Reads the results anew, unless they have this version already. */
  async refresh(version?: string): Promise<void> {
    if (version === undefined || version !== this.#index?.version) await this.#refreshing();
  }

  async #refresh(): Promise<void> {
    try {
      this.#index = await this.#data.get<ResultsIndex>('index', {});
      await this.#show();
    } catch (error) {
      report(error);
    }
  }

  /** Draws what the address asks for. Data that are there already are not asked for again. */
  async #show(): Promise<void> {
    const index = this.#index;
    if (index === undefined) return;
    const { view, parameters } = this.#address();
    renderProgress(byId('progress'), index.counts);
    renderNavigation(byId('navigation'), this.#views, { view: view.name, parameters });
    const request = view.request(parameters, index);
    renderEmpty(byId('empty'), request === undefined ? index.counts : undefined);
    byId('view').hidden = request === undefined;
    if (request === undefined) return;
    // A link that names what is not there (any more) must not go on claiming to show it.
    const wrong = Object.entries(request).filter(([name, value]) => (parameters[name] ?? value) !== value);
    if (wrong.length > 0) return this.#change(view, Object.fromEntries(wrong), false);
    try {
      const opened = this.#opened(view);
      const asked = JSON.stringify([view.name, request]);
      if (this.#answer?.request !== asked || this.#answer.version !== index.version) {
        const data = await this.#data.get(view.name, request);
        // Meanwhile the address may have changed, and its own answer is on its way.
        if (this.#open?.opened !== opened || !this.#isWanted(view, asked, index)) return;
        this.#answer = { request: asked, version: index.version, data };
      }
      opened.show(this.#answer.data, { parameters, request, index, styles: seriesStyles(index.methods) });
      report(undefined);
    } catch (error) {
      report(error);
    }
  }

  #isWanted(view: View, asked: string, index: ResultsIndex): boolean {
    const now = this.#address();
    return now.view === view && JSON.stringify([view.name, view.request(now.parameters, index)]) === asked;
  }

  /** The view in the page, which is opened where it is not. */
  #opened(view: View): OpenView<unknown> {
    if (this.#open?.view === view) return this.#open.opened;
    this.#open?.opened.close?.();
    this.#answer = undefined;
    const root = byId('view');
    root.replaceChildren();
    document.title = view.title === undefined ? 'Shotbench' : `${view.title} · Shotbench`;
    const opened = view.open(root, {
      data: this.#data,
      change: (changes, step = false) => this.#change(view, changes, step),
      href: (name, parameters) => hrefOf({ view: name, parameters }),
    });
    this.#open = { view, opened };
    return opened;
  }

  /** What the address bar says; a view that there is not is taken for the first one. */
  #address(): { readonly view: View; readonly parameters: Parameters } {
    const { view: name, parameters } = readAddress(location.search);
    const view = this.#views.find((one) => one.name === name) ?? this.#views.find((one) => one.name === FIRST_VIEW)!;
    return { view, parameters };
  }

  #change(view: View, changes: Readonly<Record<string, string | undefined>>, step: boolean): void {
    const { parameters } = this.#address();
    this.#go({ view: view.name, parameters: changed(parameters, changes) }, step);
  }

  #go(address: Address, step: boolean): void {
    const href = hrefOf(address);
    if (step) history.pushState(null, '', href);
    else history.replaceState(null, '', href);
    void this.#show();
  }

  /** Opens a link within the page, unless it is to be opened elsewhere. */
  #follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.target !== '' || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || link.pathname !== location.pathname || link.hash !== '') return;
    event.preventDefault();
    this.#go(readAddress(link.search), true);
    window.scrollTo(0, 0);
  }
}

/** Says what went wrong above the view, or that nothing did. */
function report(problem: unknown): void {
  const text = problem instanceof Error ? problem.message : String(problem);
  byId('problem').textContent = problem === undefined ? '' : `The results cannot be shown: ${text}`;
  byId('problem').hidden = problem === undefined;
}
