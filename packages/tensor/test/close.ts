import { expect } from 'vitest';

import type { HostTensor } from '../src/index.ts';

/** Asserts |a − b| ≤ absolute + relative · |b| everywhere, NaN and infinities in the same places, and equal shapes. */
export function expectClose(
  actual: HostTensor,
  expected: HostTensor,
  { relative = 1e-5, absolute = 1e-6, label = '' }: { relative?: number; absolute?: number; label?: string } = {},
): void {
  expect(actual.shape, label).toEqual([...expected.shape]);
  for (let i = 0; i < expected.data.length; i++) {
    const [a, b] = [Number(actual.data[i]), Number(expected.data[i])];
    const isClose = Object.is(a, b) || a === b || Math.abs(a - b) <= absolute + relative * Math.abs(b);
    if (!isClose) expect.fail(`${label} element ${i}: ${a}, expected ${b}`);
  }
}
