import type { ImageFile, PreparePlan } from './prepare-image.ts';
import { WorkerThread } from './worker-thread.ts';

export interface ImagePoolOptions extends PreparePlan {
  /** Threads. Decoding runs on libuv's, so beyond four of them raise UV_THREADPOOL_SIZE as well. */
  readonly workers: number;
  /** Images that are prepared or ready at a time, before the caller has asked for them; 4 for each thread by default. */
  readonly ahead?: number;
}

export interface PreparedImage {
  readonly index: number;
  /** 8-bit samples [V, 3, n, n]: the centre crop, if wanted, then the views in the order of the plan. */
  readonly bytes: Uint8Array;
}

/** A path, whose index is its place in the list, or a path with an index of its own. */
export type ImageSource = string | ImageFile;

/**
 * Threads that prepare images while the caller encodes others.
 *
 * ```ts
 * const pool = imagePool({ workers: 2, config: openaiPreprocess(224) });
 * for await (const { index, bytes } of pool.prepare(files)) normalizeInto(pixels, bytes, config);
 * await pool.close();
 * ```
 */
export class ImagePool {
  readonly #threads: readonly WorkerThread[];
  readonly #ahead: number;

  constructor({ workers, ahead = 4 * workers, ...plan }: ImagePoolOptions) {
    if (!Number.isInteger(workers) || workers < 1) throw new RangeError(`an image pool has ${workers} workers`);
    if (!Number.isInteger(ahead) || ahead < 1) throw new RangeError(`an image pool is ${ahead} images ahead`);
    this.#threads = Array.from({ length: workers }, () => new WorkerThread(plan));
    this.#ahead = ahead;
  }

  /**
   * Prepares images in parallel and yields them in the order of the list. No more than `ahead` of them are in
   * memory, so a slow caller slows the threads. After an error or an early end the pool can be used again.
   *
   * @throws ShotbenchError as `prepareImage`, in place of the image that fails.
   */
  async *prepare(sources: Iterable<ImageSource>): AsyncGenerator<PreparedImage, void, undefined> {
    const queue: Promise<PreparedImage>[] = [];
    let position = 0;
    for (const source of sources) {
      queue.push(this.#start(typeof source === 'string' ? { file: source, index: position } : source));
      position += 1;
      if (queue.length === this.#ahead) yield await queue.shift()!;
    }
    while (queue.length > 0) yield await queue.shift()!;
  }

  /** Ends the threads. Images that are being prepared fail. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #start(image: ImageFile): Promise<PreparedImage> {
    const idlest = this.#threads.reduce((best, thread) => (thread.load < best.load ? thread : best));
    const prepared = idlest.prepare(image).then((bytes) => ({ index: image.index, bytes }));
    // A failure is the caller's when its turn comes, and nobody's if the caller has left by then.
    prepared.catch(() => undefined);
    return prepared;
  }
}

/** Starts the threads of an `ImagePool`, which have to be ended by `close`. */
export function imagePool(options: ImagePoolOptions): ImagePool {
  return new ImagePool(options);
}
