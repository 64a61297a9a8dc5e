import { parentPort, workerData } from 'node:worker_threads';

import { ShotbenchError } from '@shotbench/errors';

import { type ImageFile, prepareImage, type PreparePlan } from './prepare-image.ts';

/** What a worker is asked. */
export interface Job extends ImageFile {
  readonly id: number;
}

/** What it answers. A user's error travels as its parts: cloning drops the class and the code. */
export type Answer =
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly refused: { readonly code: string; readonly message: string } }
  | { readonly id: number; readonly bug: unknown };

const plan = workerData as PreparePlan;

async function answer(job: Job): Promise<void> {
  const reply = (answer: Answer, moved: ArrayBuffer[] = []): void => parentPort!.postMessage(answer, moved);
  const { id } = job;
  try {
    const bytes = await prepareImage(job, plan);
    reply({ id, bytes }, [bytes.buffer]);
  } catch (error) {
    if (error instanceof ShotbenchError) reply({ id, refused: { code: error.code, message: error.message } });
    else reply({ id, bug: error });
  }
}

parentPort!.on('message', (job: Job) => void answer(job));
