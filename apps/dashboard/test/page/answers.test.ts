import { describe, expect, it } from 'vitest';

import { Answers } from '../../page/data/answers.ts';

interface Asked {
  readonly name: string;
  readonly answer: (data: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** Answers over a data source that answers when told to. */
function newAnswers() {
  const asked: Asked[] = [];
  const get = <Data>(name: string): Promise<Data> =>
    new Promise<Data>((resolve, reject) => {
      asked.push({ name, answer: (data) => resolve(data as Data), fail: reject });
    });
  return { asked, answers: new Answers({ get }) };
}

describe('answers', () => {
  it('that come late, after a newer question, do not count', async () => {
    const { asked, answers } = newAnswers();
    const first = answers.read('slow', {}, '1');
    const second = answers.read('fast', {}, '1');
    asked[1]!.answer('of fast');
    expect(await second).toMatchObject({ data: 'of fast' });
    asked[0]!.answer('of slow');
    expect(await first).toBeUndefined();
    // And it has not taken the place of the newer one.
    expect(await answers.read('fast', {}, '1')).toMatchObject({ data: 'of fast' });
    expect(asked).toHaveLength(2);
  });

  it('do not count before a newer one is there, either', async () => {
    const { asked, answers } = newAnswers();
    const first = answers.read('a', {}, '1');
    const second = answers.read('b', {}, '1');
    asked[0]!.answer(1);
    expect(await first).toBeUndefined();
    asked[1]!.answer(2);
    expect(await second).toMatchObject({ data: 2 });
  });

  it('that fail count only where they are to the newest question', async () => {
    const { asked, answers } = newAnswers();
    const first = answers.read('a', {}, '1');
    const second = answers.read('b', {}, '1');
    asked[0]!.fail(new Error('of a'));
    expect(await first).toBeUndefined();
    asked[1]!.fail(new Error('of b'));
    await expect(second).rejects.toThrow('of b');
  });

  it('are asked for again after a failure, another version or another parameter, and else are not', async () => {
    const { asked, answers } = newAnswers();
    const read = async (shots: string, version: string, outcome: unknown) => {
      const before = asked.length;
      const reading = answers.read('a', { shots }, version);
      const isAsked = asked.length > before;
      if (isAsked) {
        if (outcome instanceof Error) asked.at(-1)!.fail(outcome);
        else asked.at(-1)!.answer(outcome);
      }
      const told = await reading.then(
        (answer) => answer?.data,
        () => 'failed',
      );
      return [isAsked, told];
    };
    expect(await read('1', 'v1', new Error('no'))).toEqual([true, 'failed']);
    expect(await read('1', 'v1', 11)).toEqual([true, 11]);
    expect(await read('1', 'v1', 12)).toEqual([false, 11]);
    expect(await read('2', 'v1', 21)).toEqual([true, 21]);
    expect(await read('2', 'v2', 22)).toEqual([true, 22]);
  });

  it('on their way already are waited for, by whoever asks last', async () => {
    const { asked, answers } = newAnswers();
    const first = answers.read('a', {}, '1');
    const second = answers.read('a', {}, '1');
    expect(asked).toHaveLength(1);
    asked[0]!.answer('one');
    expect(await first).toBeUndefined();
    expect(await second).toMatchObject({ data: 'one' });
  });

  it('count no more once there is nothing to ask', async () => {
    const { asked, answers } = newAnswers();
    const reading = answers.read('a', {}, '1');
    answers.cancel();
    asked[0]!.answer('late');
    expect(await reading).toBeUndefined();
  });
});
