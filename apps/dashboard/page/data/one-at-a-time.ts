/**
 * A function that runs the task, but never twice at once and never twice without a pause in between. Calls that come
 * meanwhile lead to one more run after them, so the last call is always followed by a run that began later.
 */
export function oneAtATime(task: () => Promise<void>, pauseMilliseconds: number): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async (): Promise<void> => {
    await task();
    setTimeout(() => {
      running = again ? run() : undefined;
      again = false;
    }, pauseMilliseconds);
  };
  return () => {
    if (running) again = true;
    return (running ??= run());
  };
}
