import { setTimeout } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { inParallel } from './in-parallel.ts';

const items = Array.from({ length: 30 }, (_, i) => i);

it('runs every task once, as many at a time as allowed', async () => {
  const [seen, running]: [number[], Set<number>] = [[], new Set()];
  let most = 0;
  await inParallel(items, 4, async (item, index) => {
    expect(item).toBe(index);
    seen.push(item);
    running.add(item);
    most = Math.max(most, running.size);
    await setTimeout(item % 3);
    running.delete(item);
  });
  expect(seen).toEqual(items);
  expect(most).toBe(4);
});

it('starts nothing after an error and waits for what is running', async () => {
  const [started, ended]: [number[], number[]] = [[], []];
  const failing = inParallel(items, 4, async (item) => {
    started.push(item);
    await setTimeout(item === 1 ? 1 : 20);
    if (item === 1) throw new Error('one');
    ended.push(item);
  });
  await expect(failing).rejects.toThrow('one');
  expect(started).toEqual([0, 1, 2, 3]);
  expect(ended).toEqual([0, 2, 3]);
});

it('has nothing to do for no items', async () => {
  await inParallel([], 4, () => Promise.reject(new Error('called')));
});
