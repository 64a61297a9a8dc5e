import { describe, expect, it } from 'vitest';

import { sweepPace } from './sweep-pace.ts';

const MINUTE = 60_000;
const NOW = 1_764_460_830_000;

/** A run that ended so many minutes ago, after so many minutes. */
const ended = (ago: number, took = 0.5, state: 'done' | 'failed' | 'invalid' = 'done') => ({
  state,
  startedAt: NOW - (ago + took) * MINUTE,
  finishedAt: NOW - ago * MINUTE,
});
const paceOf = (runs: Parameters<typeof sweepPace>[0], left = { running: 1, unfinished: 60 }) =>
  sweepPace(runs, NOW, left);

describe('sweepPace', () => {
  it('is over five minutes where ten runs have ended in them', () => {
    const runs = [
      ...Array.from({ length: 10 }, (_, i) => ended(i * 0.5)),
      ...Array.from({ length: 50 }, () => ended(5.5)),
    ];
    expect(paceOf(runs)).toMatchObject({ recent: { minutes: 5, ended: 10, perMinute: 2 }, secondsLeft: 1800 });
  });

  it('is over longer where fewer have', () => {
    const runs = Array.from({ length: 12 }, (_, i) => ended(i, 1));
    expect(paceOf(runs).recent).toEqual({ minutes: 12, ended: 12, perMinute: 1 });
    expect(paceOf([ended(100, 10), ended(200, 10), ended(359, 10)]).recent).toEqual({
      ...{ minutes: 360, ended: 3, perMinute: 3 / 360 },
    });
  });

  it('begins with the first run that ended in that time', () => {
    expect(paceOf([ended(0.5, 0.5), ended(0, 0.25)]).recent).toEqual({ minutes: 1, ended: 2, perMinute: 2 });
    expect(paceOf([ended(0, 0)]).recent!.perMinute).toBeLessThan(Infinity);
  });

  it('is not known where nothing has ended lately, and says nothing of what is left where nothing runs', () => {
    expect(paceOf([])).toMatchObject({ recent: null, secondsLeft: null });
    expect(paceOf([ended(361)])).toMatchObject({ recent: null, secondsLeft: null });
    expect(paceOf([ended(1)], { running: 0, unfinished: 60 }).secondsLeft).toBeNull();
    // Queued once more, or still running.
    expect(paceOf([{ state: 'queued', startedAt: NOW, finishedAt: null }]).recent).toBeNull();
    // By a clock that is ahead.
    expect(paceOf([ended(-3)]).recent).toBeNull();
  });

  it('counts by minute of the clock, the present one last', () => {
    const { minutes } = paceOf([
      ended(0),
      ended(0.4),
      ended(1),
      ended(1, 0.5, 'failed'),
      ended(59),
      ended(61),
      ended(-2),
    ]);
    expect(minutes).toHaveLength(60);
    // It is half past the minute.
    expect(minutes.at(-1)).toEqual({ from: NOW - MINUTE / 2, done: 2, failed: 0 });
    expect(minutes.at(-2)).toEqual({ from: NOW - 1.5 * MINUTE, done: 1, failed: 1 });
    expect(minutes[0]).toEqual({ from: NOW - 59.5 * MINUTE, done: 1, failed: 0 });
    expect(minutes.reduce((sum, { done, failed }) => sum + done + failed, 0)).toBe(5);
  });
});
