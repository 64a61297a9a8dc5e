import { setTimeout as sleep } from 'node:timers/promises';

import type { Provenance, Tracker } from '@shotbench/tracker';

import type { PlannedCell } from './plan.ts';

const WAIT_MS = 300;

export interface CellQueueOptions {
  readonly cells: readonly PlannedCell[];
  readonly tracker: Tracker;
  readonly owner: string;
  readonly provenance: Provenance;
  readonly signal: AbortSignal;
  /** Called while other sweeps hold all that is left. */
  readonly onWait: (cells: number) => void;
}

/**
 * Hands out cells of a sweep in the order of the plan, in which those of a feature set follow one another, so that each worker opens a set once. Other sweeps may
 * take from the same plan: what they hold is waited for, and taken over where they die.
 */
export class CellQueue {
  readonly #options: CellQueueOptions;
  readonly #cells: ReadonlyMap<string, PlannedCell>;
  /** One list, which the tracker knows again. */
  readonly #keys: readonly string[];
  readonly #handedOut = new Set<string>();
  #looking: Promise<boolean> | undefined;

  constructor(options: CellQueueOptions) {
    this.#options = options;
    this.#cells = new Map(options.cells.map((cell) => [cell.key, cell]));
    this.#keys = [...this.#cells.keys()];
  }

  /** The next cell, claimed; undefined when nothing is left to wait for, or after an abort. */
  async next(): Promise<PlannedCell | undefined> {
    const { tracker, owner, provenance, signal } = this.#options;
    while (!signal.aborted) {
      const key = tracker.claim(this.#keys, owner, provenance);
      if (key !== undefined) {
        this.#handedOut.add(key);
        return this.#cells.get(key);
      }
      // Several workers that have nothing to do look together.
      this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
      if (!(await this.#looking)) return undefined;
    }
    return undefined;
  }

  /** To be told of each cell that was handed out when its outcome is stored. */
  ended({ key }: PlannedCell): void {
    this.#handedOut.delete(key);
  }

  /** Whether others hold cells; waits a moment if so. Own ones are no reason to wait: whoever runs one comes back here. */
  async #look(): Promise<boolean> {
    const { tracker, signal, onWait } = this.#options;
    const held = [...tracker.states(this.#keys)].filter(
      ([key, state]) => state !== 'done' && state !== 'failed' && state !== 'invalid' && !this.#handedOut.has(key),
    );
    if (held.length === 0) return false;
    onWait(held.length);
    await sleep(WAIT_MS, undefined, { signal }).catch(() => undefined);
    return true;
  }
}
