import { ShotbenchError } from './shotbench-error.ts';

/** The error that a call throws; fails if it throws none or one that is not meant for users. */
export function errorOf(call: () => unknown): ShotbenchError {
  try {
    call();
  } catch (error) {
    if (error instanceof ShotbenchError) return error;
    throw error;
  }
  throw new Error('expected a ShotbenchError, but nothing was thrown');
}

export function codeOf(call: () => unknown): string {
  return errorOf(call).code;
}

export function messageOf(call: () => unknown): string {
  return errorOf(call).message;
}
