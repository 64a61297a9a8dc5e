import { ShotbenchError } from '@shotbench/errors';
import type { RunError } from '@shotbench/tracker';

/**
 * Codes of Node and SQLite that say "not now": something is in use or used up for the moment. A full disk is not among them, and
 * neither is anything that a fit throws, which would do so again.
 */
const TRANSIENT = /^(EAGAIN|EBUSY|EINTR|EMFILE|ENFILE|ENOMEM|ETIMEDOUT|SQLITE_(BUSY|LOCKED)(_[A-Z]+)?)$/;

/** What is stored of an error that ended a run. */
export function describeFailure(error: unknown, log?: string): RunError {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof ShotbenchError ? error.code : 'UNEXPECTED';
  return { code, message, ...(stack !== undefined && { stack }), ...(log !== undefined && { log }) };
}

/** Whether what failed may work a moment later: by the code of the error or of one that led to it. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return (typeof code === 'string' && TRANSIENT.test(code)) || isTransient(error.cause);
}
