/** A process of its own for processes.test.ts and store.bench.ts: does what a message asks for, answers, and ends when its parent hangs up. */
import { appendFileSync } from 'node:fs';

import { Tracker } from '../src/index.ts';
import { cellWith, identity, provenance, resultOf } from './fixtures.ts';
import { isAlive } from './is-alive.ts';

export type Order =
  | { readonly task: 'drain'; readonly file: string; readonly keys: readonly string[]; readonly journal?: string }
  | { readonly task: 'open'; readonly files: readonly string[]; readonly startAt: number; readonly seed: number }
  | { readonly task: 'claim'; readonly file: string; readonly keys: readonly string[] };

/** What a worker that drained a database answers. */
export interface Drained {
  readonly claimed: readonly string[];
  /** Milliseconds of each claim and of each completion, waiting for other writers included. */
  readonly claims: readonly number[];
  readonly completions: readonly number[];
  /** Milliseconds of processor time, all threads together. */
  readonly processor: number;
}

const owner = String(process.pid);

const options = { now: Date.now, isAlive };

/** Claims and completes until nothing is left; what is complete goes into the journal, one key a line. */
function drain(file: string, keys: readonly string[], journal: string | undefined): Drained {
  const tracker = Tracker.open(file, options);
  const used = process.cpuUsage();
  const drained = { claimed: [] as string[], claims: [] as number[], completions: [] as number[] };
  for (;;) {
    const began = performance.now();
    const key = tracker.claim(keys, owner, provenance);
    drained.claims.push(performance.now() - began);
    if (key === undefined) break;
    drained.claimed.push(key);
    const claimed = performance.now();
    if (!tracker.complete(key, owner, resultOf(50))) throw new Error(`${key} was lost`);
    drained.completions.push(performance.now() - claimed);
    if (journal !== undefined) appendFileSync(journal, `${key}\n`);
  }
  tracker.close();
  const { user, system } = process.cpuUsage(used);
  return { ...drained, processor: (user + system) / 1000 };
}

/** Opens each file at a moment that all workers share, and leaves one cell in it. */
function open(files: readonly string[], startAt: number, seed: number): number {
  files.forEach((file, index) => {
    while (Date.now() < startAt + index * 40);
    const tracker = Tracker.open(file, options);
    tracker.enqueue([cellWith({ ...identity, seed })], 'test');
    tracker.close();
  });
  return files.length;
}

process.on('message', (order: Order) => {
  if (order.task === 'drain') process.send?.(drain(order.file, order.keys, order.journal));
  if (order.task === 'open') process.send?.(open(order.files, order.startAt, order.seed));
  if (order.task === 'claim') process.send?.(Tracker.open(order.file, options).claim(order.keys, owner, provenance));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
