import { FeatureCache } from '@shotbench/feature-cache';
import type { FitProgress } from '@shotbench/few-shot';

import { SetImages } from '../../images/set-images.ts';
import { TextModels } from '../../text-model/text-models.ts';
import { describeFailure } from '../failure.ts';
import { methodOf } from '../method-of.ts';
import { LocalRunner } from './local-runner.ts';
import type { CellReport } from './cell-runner.ts';
import type { Answer, Order, WorkerSetUp } from './messages.ts';

/** Often enough for people, and so seldom that it costs nothing. */
const PROGRESS_MS = 100;

/** The work of a worker process: runs the cells that its parent sends, one at a time, and never touches the database. */
export function serveCells({ cache, model, images = [], save, checkpoints, threads }: WorkerSetUp): void {
  const abort = new AbortController();
  const runner = new LocalRunner({
    ...{
      cache: new FeatureCache(cache),
      textModels: new TextModels(model),
      images: new SetImages(new Map(images), cache),
    },
    ...{ save, checkpoints, threads },
    signal: abort.signal,
  });
  const answer = (message: Answer): void => void process.send?.(message);

  process.on('message', (order: Order) => {
    if (order.kind === 'abort') return abort.abort(new Error('interrupted'));
    void runOrdered(runner, order.cell, throttled(answer)).then((report) => answer({ kind: 'report', report }));
  });
}

async function runOrdered(
  runner: LocalRunner,
  cell: Extract<Order, { kind: 'run' }>['cell'],
  onProgress: (progress: FitProgress) => void,
): Promise<CellReport> {
  try {
    return await runner.run({ ...cell, method: methodOf(cell.identity.method) }, onProgress);
  } catch (error) {
    return { kind: 'failed', error: describeFailure(error), isTransient: false };
  }
}

function throttled(answer: (message: Answer) => void): (progress: FitProgress) => void {
  let last = performance.now();
  return (progress) => {
    if (performance.now() - last < PROGRESS_MS) return;
    last = performance.now();
    answer({ kind: 'progress', progress });
  };
}
