import { ShotbenchError } from '@shotbench/errors';
import { describe, expect, it } from 'vitest';

import { describeFailure, isTransient } from './failure.ts';

const coded = (code: string): Error => Object.assign(new Error(code), { code });

describe('isTransient', () => {
  it.each(['EAGAIN', 'EMFILE', 'ENOMEM', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_LOCKED'])(
    'takes %s',
    (code) => {
      expect(isTransient(coded(code))).toBe(true);
      expect(isTransient(new ShotbenchError('FEATURES_DAMAGED', 'x', { cause: coded(code) }))).toBe(true);
    },
  );

  it.each([coded('ENOSPC'), coded('ENOENT'), coded('SQLITE_FULL'), new Error('EAGAIN'), 'EAGAIN', undefined])(
    'does not take %s',
    (error) => {
      expect(isTransient(error)).toBe(false);
    },
  );
});

describe('describeFailure', () => {
  it('keeps code, message, stack and log of whatever was thrown', () => {
    const error = new ShotbenchError('DIVERGED', 'the loss is NaN');
    expect(describeFailure(error, 'step 1\n')).toEqual({
      ...{ code: 'DIVERGED', message: 'the loss is NaN', log: 'step 1\n' },
      stack: error.stack,
    });
    expect(describeFailure('nonsense')).toMatchObject({ code: 'UNEXPECTED', message: 'nonsense' });
    expect(describeFailure(new Error('x'))).not.toHaveProperty('log');
  });
});
