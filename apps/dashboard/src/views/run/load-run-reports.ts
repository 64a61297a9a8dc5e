import type * as RunReports from '@shotbench/run-reports';

/**
 * What tells of single runs. It loads every method, which takes longer than all the rest of the server, so only the first page of a run
 * waits for it, or nobody where it was loaded ahead.
 */
export function loadRunReports(): Promise<typeof RunReports> {
  return import('@shotbench/run-reports');
}

/** After the start, when the first page has been drawn. */
const PAUSE_MILLISECONDS = 2000;

/** Loads it in a while. Returns what calls that off, or waits for its end where it has begun. */
export function loadRunReportsAhead(): () => Promise<void> {
  let loading: Promise<unknown> | undefined;
  // Whoever asks for a run meanwhile is told what is wrong with it.
  const timer = setTimeout(() => {
    loading = loadRunReports().catch(() => undefined);
  }, PAUSE_MILLISECONDS);
  timer.unref();
  return async () => {
    clearTimeout(timer);
    await loading;
  };
}
