import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import type { BatchPlan } from './batch-plan.ts';
import type { RenderedBatch } from './contrastive-batch.ts';
import type { WorkerPlan } from './batch-worker.ts';

export interface BatchSourceOptions extends WorkerPlan {
  readonly plan: BatchPlan;
  /** The first step wanted. */
  readonly from: number;
  /** One more than the last. */
  readonly to: number;
  /** Batches that are made before they are asked for. Default 4. */
  readonly ahead?: number;
}

/**
 * Batches of the steps from … to − 1 in order, drawn by a thread of its own while the caller trains on the one before.
 * An error of the thread is the caller's.
 */
export async function* batchSource(options: BatchSourceOptions): AsyncGenerator<RenderedBatch, void, undefined> {
  const { plan, from, to, ahead = 4, ...workerData } = options;
  const worker = new Worker(new URL('./start-worker.js', import.meta.url), { workerData, execArgv: [] });
  const ready: RenderedBatch[] = [];
  worker.on('message', (batch: RenderedBatch) => void ready.push(batch));
  let failure: Error | undefined;
  worker.on('error', (error) => void (failure = error));
  const ask = (step: number): void => {
    if (step < to) worker.postMessage({ step, images: plan.imagesOf(step) });
  };
  try {
    for (let step = from; step < Math.min(from + ahead, to); step++) ask(step);
    for (let step = from; step < to; step++) {
      // `once` rejects on an error event that comes while it waits.
      while (ready.length === 0 && failure === undefined) await once(worker, 'message');
      if (failure !== undefined) throw failure;
      ask(step + ahead);
      yield ready.shift()!;
    }
  } finally {
    await worker.terminate();
  }
}
