import { ShotbenchError } from '@shotbench/errors';

/** The error that a promise is rejected with; fails if it is not or if the error is not meant for users. */
export async function rejectionOf(promise: Promise<unknown>): Promise<ShotbenchError> {
  const outcome: unknown = await promise.then(
    () => new Error('expected a ShotbenchError, but the promise was fulfilled'),
    (error: unknown) => error,
  );
  if (outcome instanceof ShotbenchError) return outcome;
  throw outcome;
}
