import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { oneAtATime } from '../../page/data/one-at-a-time.ts';

describe('oneAtATime', () => {
  it('joins calls that come during a run or its pause into one more run', async () => {
    const log: string[] = [];
    const run = oneAtATime(async () => {
      log.push('begin');
      await sleep(10);
      log.push('end');
    }, 20);
    void run();
    void run();
    await sleep(15);
    void run();
    expect(log).toEqual(['begin', 'end']);
    await expect.poll(() => log).toEqual(['begin', 'end', 'begin', 'end']);
    await sleep(60);
    expect(log).toHaveLength(4);
    await run();
    expect(log).toHaveLength(6);
  });
});
