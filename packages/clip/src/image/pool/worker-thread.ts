import { Worker } from 'node:worker_threads';

import { ShotbenchError } from '@shotbench/errors';

import type { Answer, Job } from './image-worker.ts';
import type { ImageFile, PreparePlan } from './prepare-image.ts';

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (reason: Error) => void;
}

/** One thread that prepares images; it takes as many at a time as it is given. */
export class WorkerThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #jobs = 0;
  /** Why the thread has ended, if it has. */
  #ended: Error | undefined;

  constructor(plan: PreparePlan) {
    // Without options of its own a thread takes the process's, among them loaders of other programs.
    this.#worker = new Worker(new URL('./start-worker.js', import.meta.url), { workerData: plan, execArgv: [] });
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('the thread that prepares images has ended')));
  }

  /** How many images it is at. */
  get load(): number {
    return this.#waiting.size;
  }

  /** @returns [V, 3, n, n], see `prepareImage`, whose errors it has. */
  prepare(image: ImageFile): Promise<Uint8Array> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const job: Job = { ...image, id: this.#jobs++ };
    return new Promise((resolve, reject) => {
      this.#waiting.set(job.id, { resolve, reject });
      this.#worker.postMessage(job);
    });
  }

  /** Ends the thread; what it is at fails. */
  async close(): Promise<void> {
    this.#end(new Error('the image pool is closed'));
    await this.#worker.terminate();
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    // An answer can be under way when the thread is closed.
    if (waiting === undefined) return;
    this.#waiting.delete(answer.id);
    const { resolve, reject } = waiting;
    if ('bytes' in answer) resolve(answer.bytes);
    else if ('refused' in answer) reject(new ShotbenchError(answer.refused.code, answer.refused.message));
    else reject(answer.bug as Error);
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}
