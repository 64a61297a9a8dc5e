import { describe, expect, it } from 'vitest';

import { NoteLog } from './note-log.ts';

describe('NoteLog', () => {
  it('keeps the last twenty notes with their times', () => {
    let now = 5000;
    const log = new NoteLog(() => now);
    expect(log.text()).toBeUndefined();
    for (let i = 1; i <= 25; i++) {
      now += 10;
      log.add(`step ${i}`);
    }
    const lines = log.text()!.split('\n');
    expect(lines).toHaveLength(21);
    expect([lines[0], lines[19], lines[20]]).toEqual(['0.06 s: step 6', '0.25 s: step 25', '']);
  });
});
