/** A process of its own for processes.test.ts: does what a message asks for, answers, and ends when its parent hangs up. */
import { Tracker } from '../src/index.ts';
import { cellWith, identity, provenance, resultOf } from './fixtures.ts';

export type Order =
  | { readonly task: 'drain'; readonly file: string; readonly keys: readonly string[] }
  | { readonly task: 'open'; readonly files: readonly string[]; readonly startAt: number; readonly seed: number }
  | { readonly task: 'claim'; readonly file: string; readonly keys: readonly string[] };

const owner = String(process.pid);
const options = { now: Date.now, isAlive: () => true };

/** Claims and completes until nothing is left; answers with what it got. */
function drain(file: string, keys: readonly string[]): string[] {
  const tracker = Tracker.open(file, options);
  const claimed: string[] = [];
  for (let key = tracker.claim(keys, owner, provenance); key !== undefined;) {
    claimed.push(key);
    if (!tracker.complete(key, owner, resultOf(50))) throw new Error(`${key} was lost`);
    key = tracker.claim(keys, owner, provenance);
  }
  tracker.close();
  return claimed;
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
  if (order.task === 'drain') process.send?.(drain(order.file, order.keys));
  if (order.task === 'open') process.send?.(open(order.files, order.startAt, order.seed));
  if (order.task === 'claim') process.send?.(Tracker.open(order.file, options).claim(order.keys, owner, provenance));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
