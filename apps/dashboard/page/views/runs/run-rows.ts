import { type RunQuery, runParameters } from '../../../src/shared/run-list/run-query.ts';
import type { ListRow } from './columns.ts';
import { BLOCK, type RowSource, type Selection } from './row-source.ts';

/** Blocks that are kept; enough for a screen and its surroundings, however long the list is. */
const KEPT = 50;

export interface RunRowsOptions {
  readonly source: RowSource;
  /** Called whenever there is something new to draw. */
  readonly onChange: () => void;
  readonly onProblem: (problem: unknown) => void;
}

/** The rows of a list as far as they have been asked for. While newer ones are on their way, the old ones are shown. */
export class RunRows {
  readonly #options: RunRowsOptions;
  #query: RunQuery = { filters: {} };
  /** Raised whenever what comes is about something else, or newer, than what came before. */
  #generation = 0;
  #blocks = new Map<number, { query: string; generation: number; rows: readonly ListRow[] }>();
  #asked = new Map<number, number>();
  #selection: Selection | undefined;

  constructor(options: RunRowsOptions) {
    this.#options = options;
  }

  /** What passes the filters; undefined before that is known. */
  get selection(): Selection | undefined {
    return this.#selection;
  }

  /** Asks for the first block of a query, or for what is new of the same one. */
  async ask(query: RunQuery): Promise<void> {
    this.#query = query;
    const generation = ++this.#generation;
    await this.#read(0, generation);
  }

  /** The row at a place; undefined while it is on its way. Asks for its block where that has not been done. */
  row(place: number): ListRow | undefined {
    const block = Math.floor(place / BLOCK);
    const known = this.#blocks.get(block);
    const isCurrent = known?.generation === this.#generation;
    if (!isCurrent && this.#asked.get(block) !== this.#generation) void this.#read(block, this.#generation);
    return known?.rows[place % BLOCK];
  }

  async #read(block: number, generation: number): Promise<void> {
    this.#asked.set(block, generation);
    try {
      const { rows, selection } = await this.#options.source(this.#query, block);
      if (generation !== this.#generation) return;
      const query = JSON.stringify(runParameters(this.#query));
      if (selection) this.#select(selection, query);
      this.#blocks.delete(block);
      this.#blocks.set(block, { query, generation, rows });
      for (const old of this.#blocks.keys()) {
        if (this.#blocks.size <= KEPT) break;
        this.#blocks.delete(old);
        this.#asked.delete(old);
      }
      this.#options.onChange();
    } catch (problem) {
      if (generation !== this.#generation) return;
      this.#asked.delete(block);
      this.#options.onProblem(problem);
    }
  }

  /** Rows of another query go; older ones of this one are shown until the new ones are there. */
  #select(selection: Selection, query: string): void {
    for (const [place, block] of this.#blocks) if (block.query !== query) this.#blocks.delete(place);
    this.#selection = selection;
  }
}
