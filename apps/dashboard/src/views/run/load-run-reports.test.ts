import { expect, it, onTestFinished, vi } from 'vitest';

import { loadRunReports, loadRunReportsAhead } from './load-run-reports.ts';

it('loads ahead after a while, unless it is called off before', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const callOff = loadRunReportsAhead();
  expect(vi.getTimerCount()).toBe(1);
  await callOff();
  expect(vi.getTimerCount()).toBe(0);

  const wait = loadRunReportsAhead();
  vi.runAllTimers();
  await wait();
  expect((await loadRunReports()).runReport).toBeTypeOf('function');
});
