/** Runs a task for every item, at most so many at a time; the first that fails ends it. */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  task: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const pending = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of pending) await task(item, index);
  };
  await Promise.all(Array.from({ length: limit }, work));
}
