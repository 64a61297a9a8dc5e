import type { ResultsIndex } from '../../src/views/index/index-api.ts';
import { Answers } from '../data/answers.ts';
import type { DataSource } from '../data/data-source.ts';
import { oneAtATime } from '../data/one-at-a-time.ts';
import { byId } from '../parts/dom.ts';
import { seriesStyles } from '../parts/series-styles.ts';
import { type Address, changed, FIRST_VIEW, hrefOf, readAddress } from './address.ts';
import { Busy } from './busy.ts';
import { renderEmpty } from './empty.ts';
import { focusHeading, headingOf } from './heading.ts';
import { followLinks } from './links.ts';
import { renderNavigation } from './navigation.ts';
import { renderProgress } from './progress.ts';
import { ScrollMemory } from './scroll-memory.ts';
import type { OpenView, Parameters, View } from './view.ts';

/** Between two readings, so that a fast sweep does not keep this machine busy with its own page. */
const PAUSE_MILLISECONDS = 500;

/** The frame around the views: opens the one that the address names, and keeps it up to date. */
export class Page {
  readonly #views: readonly View[];
  readonly #data: DataSource;
  readonly #answers: Answers;
  readonly #busy = new Busy(byId('busy'), byId('view'));
  readonly #scroll = new ScrollMemory();
  readonly #refreshing: () => Promise<void>;
  #index: ResultsIndex | undefined;
  #open: { readonly view: View; readonly opened: OpenView<unknown> } | undefined;
  /** The request whose answer the open view shows. */
  #drawn: string | undefined;
  /** How far to scroll once what the address asks for is drawn; undefined if not at all. */
  #scrollTo: number | undefined;
  #hasProblem = false;
  /** Not before the first view, where the browser itself begins at the top. */
  #hasArrived = false;

  constructor(views: readonly View[], data: DataSource) {
    this.#views = views.filter(({ name }) => data.hasView?.(name) !== false);
    this.#data = data;
    this.#answers = new Answers(data);
    this.#scrollTo = this.#scroll.position;
    this.#refreshing = oneAtATime(() => this.#refresh(), PAUSE_MILLISECONDS);
    window.addEventListener('popstate', () => {
      this.#scrollTo = this.#scroll.position;
      void this.#show();
    });
    followLinks((address) => {
      this.#scrollTo = 0;
      this.#go(address, true);
    });
  }

  /** Reads the results anew, unless they have this version already and all of it could be shown. */
  async refresh(version?: string): Promise<void> {
    if (version === undefined || version !== this.#index?.version || this.#hasProblem) await this.#refreshing();
  }

  async #refresh(): Promise<void> {
    try {
      if (this.#index === undefined) this.#busy.begin();
      this.#index = await this.#data.get<ResultsIndex>('index', {});
    } catch (error) {
      return this.#report(error);
    }
    await this.#show();
  }

  /** Draws what the address asks for. Whatever goes wrong is said above the view, and other views still open. */
  async #show(isCorrected = false): Promise<void> {
    const index = this.#index;
    if (index === undefined) return;
    const { view, parameters } = this.#address();
    let asked: string | undefined;
    try {
      renderProgress(byId('progress'), index.counts);
      renderNavigation(byId('navigation'), this.#views, { view: view.name, parameters });
      const request = view.request(parameters, index);
      renderEmpty(byId('empty'), request === undefined ? index.counts : undefined, this.#data.eventsUrl !== undefined);
      if (request === undefined) return this.#showNothing(view);
      // A link that names what is not there (any more) must not go on claiming to show it.
      const wrong = Object.entries(request).filter(([name, value]) => (parameters[name] ?? value) !== value);
      if (wrong.length > 0 && !isCorrected) {
        this.#scroll.go(
          hrefOf({ view: view.name, parameters: { ...parameters, ...Object.fromEntries(wrong) } }),
          false,
        );
        return await this.#show(true);
      }
      asked = JSON.stringify([view.name, request]);
      // Newer numbers of what is there come in silently.
      if (this.#drawn === asked) this.#busy.end();
      else this.#busy.begin();
      const answer = await this.#answers.read(view.name, request, index.version);
      if (answer === undefined) return;
      this.#busy.end();
      const { opened, isNew } = this.#opened(view);
      byId('view').hidden = false;
      byId('view').classList.remove('stale');
      opened.show(answer.data, { parameters, request, index, styles: seriesStyles(index.methods) });
      this.#drawn = asked;
      this.#arrive(view, isNew);
      this.#report(undefined);
    } catch (error) {
      // What is there from before must not pass for what the address asks for, but its choices may lead on.
      if (this.#open?.view !== view) byId('view').hidden = true;
      else byId('view').classList.toggle('stale', this.#drawn !== asked);
      this.#report(error);
    }
  }

  #showNothing(view: View): void {
    this.#answers.cancel();
    this.#busy.end();
    this.#close();
    byId('view').hidden = true;
    document.title = titled(view.title);
    if (this.#scrollTo !== undefined && this.#hasArrived) focusHeading(byId('empty'));
    this.#hasArrived = true;
    this.#scrollTo = undefined;
    this.#report(undefined);
  }

  #close(): void {
    this.#open?.opened.close?.();
    this.#open = undefined;
    this.#drawn = undefined;
    byId('view').replaceChildren();
  }

  /** The view in the page, which is opened where it is not. */
  #opened(view: View): { readonly opened: OpenView<unknown>; readonly isNew: boolean } {
    if (this.#open?.view === view) return { opened: this.#open.opened, isNew: false };
    this.#close();
    const root = byId('view');
    // Views measure themselves, so they have to have a place.
    root.hidden = false;
    const opened = view.open(root, {
      data: this.#data,
      change: (changes, step = false) => this.#change(view, changes, step),
      href: (name, parameters) => hrefOf({ view: name, parameters }),
    });
    this.#open = { view, opened };
    return { opened, isNew: true };
  }

  /** What is left to do once a view is drawn: its title, the place in it, and the focus if the viewer has just come to it. */
  #arrive(view: View, isNew: boolean): void {
    const root = byId('view');
    document.title = titled(view.title ?? headingOf(root).textContent);
    if (isNew && this.#hasArrived) focusHeading(root);
    this.#hasArrived = true;
    if (this.#scrollTo !== undefined) window.scrollTo(0, this.#scrollTo);
    this.#scrollTo = undefined;
  }

  /** What the address bar says; a view that there is not is taken for the first one. */
  #address(): { readonly view: View; readonly parameters: Parameters } {
    const { view: name, parameters } = readAddress(location.search);
    const view = this.#views.find((one) => one.name === name) ?? this.#views.find((one) => one.name === FIRST_VIEW)!;
    return { view, parameters };
  }

  /** A view that is no longer open has nothing to say about the address. */
  #change(view: View, changes: Readonly<Record<string, string | undefined>>, step: boolean): void {
    const { view: current, parameters } = this.#address();
    if (current === view) this.#go({ view: view.name, parameters: changed(parameters, changes) }, step);
  }

  #go(address: Address, step: boolean): void {
    this.#scroll.go(hrefOf(address), step);
    void this.#show();
  }

  /** Says what went wrong above the view, or that nothing did. */
  #report(problem: unknown): void {
    this.#hasProblem = problem !== undefined;
    if (this.#hasProblem) this.#busy.end();
    const text = problem instanceof Error ? problem.message : String(problem);
    const line = byId('problem');
    const said = problem === undefined ? '' : `The results cannot be shown: ${text}`;
    // Said once: screen readers read it again whenever it is written.
    if (line.textContent !== said) line.textContent = said;
    line.hidden = problem === undefined;
  }
}

function titled(title: string | null | undefined): string {
  return title ? `${title} · Shotbench` : 'Shotbench';
}
