import { oneLine, ShotbenchError } from '@shotbench/errors';

/** Why a request failed on its way, in a few words: "ECONNREFUSED 127.0.0.1:1". `fetch` hides the reason in the cause. */
export function describeNetworkError(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code: unknown = (cause as NodeJS.ErrnoException | undefined)?.code;
  const message = oneLine(cause);
  return typeof code !== 'string' || message.includes(code) ? message : `${code} ${message}`.trim();
}

/** The error for an answer of the hub with which there is nothing to be done but to ask for something else. */
export function refusal(status: number, what: string): ShotbenchError {
  if (status === 401 || status === 403) {
    return new ShotbenchError(
      'PULL_DENIED',
      `the hub has no ${what}, or does not give it to everybody (HTTP ${status}); expected a public model; check the name, or download the files by hand`,
    );
  }
  return status === 404
    ? new ShotbenchError('PULL_NOT_FOUND', `the hub has no ${what} (HTTP 404); check the name`)
    : new ShotbenchError('PULL_HTTP', `the hub answered HTTP ${status} for ${what}; try again later`);
}
