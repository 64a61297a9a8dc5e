import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryingOptions {
  /** Waits before the second, the third, … try, in milliseconds. */
  readonly waits: readonly number[];
  /** Ends the waiting; what was had last is then returned. */
  readonly signal: AbortSignal;
  /** Called before each wait. */
  readonly onRetry: () => void;
}

/** Does something again, a bounded number of times and later each time, while what comes of it asks for another try. */
export async function retrying<T>(
  work: () => Promise<T>,
  asksForMore: (outcome: T) => boolean,
  { waits, signal, onRetry }: RetryingOptions,
): Promise<T> {
  let outcome = await work();
  for (const wait of waits) {
    if (signal.aborted || !asksForMore(outcome)) break;
    onRetry();
    await sleep(wait, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    outcome = await work();
  }
  return outcome;
}
