/**
 * Runs a task for every item, at most so many at a time. When one fails, no more are started, and the first error is
 * thrown as soon as none is running.
 */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  task: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const pending = items.entries();
  const errors: unknown[] = [];
  const work = async (): Promise<void> => {
    for (const [index, item] of pending) {
      if (errors.length > 0) return;
      await task(item, index).catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: limit }, work));
  if (errors.length > 0) throw errors[0];
}
