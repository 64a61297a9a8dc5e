import { parentPort, workerData } from 'node:worker_threads';

import { loadTokenizer } from '@shotbench/clip';

import { openIconSet } from '../icons/icon-set.ts';
import { batchRenderer, type BatchRequest } from './batch-renderer.ts';

/** What a worker is made of. */
export interface WorkerPlan {
  readonly iconFolder: string;
  readonly modelFolder: string;
  readonly contextLength: number;
  readonly size: number;
  readonly seed: number;
}

const { iconFolder, modelFolder, contextLength, size, seed } = workerData as WorkerPlan;
const render = batchRenderer({
  set: openIconSet(iconFolder),
  tokenizer: loadTokenizer(modelFolder),
  contextLength,
  size,
  seed,
});

parentPort!.on('message', (request: BatchRequest) => {
  const batch = render(request);
  parentPort!.postMessage(batch, [batch.rgb.buffer, batch.ids.buffer, batch.ends.buffer] as ArrayBuffer[]);
});
