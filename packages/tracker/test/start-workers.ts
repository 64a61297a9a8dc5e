import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Order } from './worker.ts';

/** Processes that are up and wait for an order; whoever starts them ends them. */
export async function startWorkers(count: number): Promise<ChildProcess[]> {
  const workers = Array.from({ length: count }, () =>
    fork(join(import.meta.dirname, 'worker.ts'), { execArgv: ['--import', 'tsx'] }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return workers;
}

/** What a worker answers; rejects if it ends before it does. */
export async function ask<T>(worker: ChildProcess, order: Order): Promise<T> {
  const gone = once(worker, 'exit').then(([code]) => {
    throw new Error(`the worker ended with exit code ${code}`);
  });
  const answer = once(worker, 'message');
  worker.send(order);
  return ((await Promise.race([answer, gone])) as [T])[0];
}
