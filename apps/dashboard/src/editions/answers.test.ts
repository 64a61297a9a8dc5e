import { gunzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { Answers } from './answers.ts';
import { type Asked, keyOf } from './asked.ts';
import { AskedLately } from './asked-lately.ts';
import { ReaderGone } from './reader-process.ts';

const asked = (name: string): Asked => ({ view: 'overview', parameters: { backbone: name } });

/** Editions whose answers are texts of so many letters, and what they were asked for. */
function made(letters = 3) {
  const requests: string[] = [];
  const state = { version: 'v1', problem: undefined as Error | undefined };
  const answer = ({ parameters }: Asked): Promise<string> => {
    requests.push(`${state.version} ${parameters['backbone']}`);
    const { problem } = state;
    state.problem = undefined;
    return problem ? Promise.reject(problem) : Promise.resolve(`${state.version} `.padEnd(letters, 'x'));
  };
  const editions = {
    version: () => state.version,
    current: () => Promise.resolve({ version: state.version, answer }),
    close: () => Promise.resolve(),
  };
  const answers = new Answers(editions, new AskedLately());
  const get = async (name: string, isGzipTaken = false) => (await answers.of(asked(name))).content(isGzipTaken);
  return { get, state, requests };
}

describe('Answers', () => {
  it('makes each answer once for a version', async () => {
    const { get, state, requests } = made();
    await Promise.all([get('a'), get('a'), get('b')]);
    expect((await get('a')).bytes.toString()).toBe('v1 ');
    state.version = 'v2';
    expect((await get('a')).bytes.toString()).toBe('v2 ');
    await get('a');
    expect(requests).toEqual(['v1 a', 'v1 b', 'v2 a']);
  });

  it('compresses what is long, where it may', async () => {
    const { get } = made(100_000);
    const [plain, zipped] = [await get('a'), await get('a', true)];
    expect([plain.encoding, zipped.encoding]).toEqual([undefined, 'gzip']);
    expect(zipped.bytes.length).toBeLessThan(2000);
    expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true);
    expect((await made(1000).get('a', true)).encoding).toBeUndefined();
  });

  it('forgets those asked for longest ago when they are too long together', async () => {
    const { get, requests } = made(30 * 2 ** 20);
    await get('a');
    await get('b');
    await get('a');
    await get('c');
    await get('a');
    expect(requests).toEqual(['v1 a', 'v1 b', 'v1 c']);
    await get('b');
    expect(requests).toHaveLength(4);
  });

  it('remembers no failure, and asks again where who was asked is gone', async () => {
    const { get, state, requests } = made();
    state.problem = new Error('a view is broken');
    await expect(get('a')).rejects.toThrow('a view is broken');
    await get('a');
    state.problem = new ReaderGone('killed');
    expect((await get('b')).bytes.toString()).toBe('v1 ');
    expect(requests).toEqual(['v1 a', 'v1 a', 'v1 b', 'v1 b']);
  });
});

describe('AskedLately', () => {
  it('gives what was asked for in the last two editions, the latest first', () => {
    const lately = new AskedLately();
    for (const name of ['a', 'b', 'a']) lately.note(asked(name));
    expect(lately.next()).toEqual([asked('a'), asked('b')]);
    lately.note(asked('c'));
    expect(lately.next()).toEqual([asked('c'), asked('a'), asked('b')]);
    expect(lately.next()).toEqual([asked('c')]);
    expect(lately.next()).toEqual([]);
  });

  it('keeps as many as pages can be open', () => {
    const lately = new AskedLately();
    for (let i = 0; i < 1000; i++) lately.note(asked(`${i}`));
    expect(lately.next()).toHaveLength(24);
  });
});

describe('keyOf', () => {
  it('is the same whatever the order of the parameters, and else another', () => {
    const key = (parameters: Record<string, string>) => keyOf({ view: 'v', parameters });
    expect(key({ a: '1', b: '2' })).toBe(key({ b: '2', a: '1' }));
    expect(
      new Set([key({}), key({ a: '1' }), key({ b: '1' }), key({ a: 'b' }), keyOf({ view: 'w', parameters: {} })]).size,
    ).toBe(5);
    expect(keyOf({ view: 'v', extension: 'csv', parameters: {} })).not.toBe(key({}));
  });
});
