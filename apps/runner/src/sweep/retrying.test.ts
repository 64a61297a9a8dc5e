import { describe, expect, it } from 'vitest';

import { retrying } from './retrying.ts';

function counted(signal: AbortSignal, enough: number, waits = [1, 2]) {
  const seen = { tries: 0, retries: 0 };
  const work = () => Promise.resolve(++seen.tries);
  const onRetry = (): void => void seen.retries++;
  return retrying(work, (tries) => tries < enough, { waits, signal, onRetry }).then((last) => ({ ...seen, last }));
}

describe('retrying', () => {
  const { signal } = new AbortController();

  it('stops when what comes of it is good', async () => {
    expect(await counted(signal, 1)).toEqual({ tries: 1, retries: 0, last: 1 });
    expect(await counted(signal, 2)).toEqual({ tries: 2, retries: 1, last: 2 });
  });

  it('stops after the last wait', async () => {
    expect(await counted(signal, 9)).toEqual({ tries: 3, retries: 2, last: 3 });
  });

  it('stops waiting when it is told to', async () => {
    const abort = new AbortController();
    const waiting = counted(abort.signal, 9, [60_000]);
    setTimeout(() => abort.abort(), 5);
    expect(await waiting).toEqual({ tries: 1, retries: 1, last: 1 });
  });
});
