export interface ShotbenchErrorOptions {
  /** The error that led here, if any. */
  readonly cause?: unknown;
}

/**
 * The one error class that reaches users. The message is a single sentence that says what was wrong, the value
 * seen, what was expected and what to do; the command line prints it without a stack and exits with code 1.
 * Anything else that is thrown is a bug in this project and keeps its stack.
 */
export class ShotbenchError extends Error {
  /** Stable, greppable name of the failure, for example `NPY_TRUNCATED`. */
  readonly code: string;

  constructor(code: string, message: string, options: ShotbenchErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ShotbenchError';
    this.code = code;
  }
}
