import { ShotbenchError } from '@shotbench/errors';

/** Errors of views that are about what was asked for, besides those that end in `_UNKNOWN`. */
const REFUSED: ReadonlySet<string> = new Set(['RUN_PREFIX', 'RUN_AMBIGUOUS', 'METHOD_PROTOCOL']);

/** The status of an error that is the client's: it named what is not there, several things at once, or what makes no sense; undefined for any other. */
export function refusalStatus(error: unknown): 400 | 404 | undefined {
  if (!(error instanceof ShotbenchError)) return undefined;
  if (error.code.endsWith('_UNKNOWN')) return 404;
  return REFUSED.has(error.code) ? 400 : undefined;
}
