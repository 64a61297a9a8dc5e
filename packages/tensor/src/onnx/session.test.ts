import { beforeEach, describe, expect, it } from 'vitest';

import { exportOnnx } from '../compile.ts';
import { tf } from '../tfjs.ts';
import { forgetSessions, openSession } from './session.ts';

const SPECS = { x: { dtype: 'float32', shape: [2] } } as const;
const model = exportOnnx<'x', 'y'>(({ x }) => ({ y: tf.add(x, 1) }), SPECS, 'float32');

describe('sessions', () => {
  beforeEach(forgetSessions);

  it('are shared by equal models with equal options', async () => {
    const session = await openSession(model, { threads: 1 });
    expect(await openSession(model, { threads: 1, bytes: 2 ** 30 })).toBe(session);
    expect(await openSession(model, { threads: 1, memoryPattern: false })).not.toBe(session);
  });

  it('are not kept where a run takes more than a gibibyte', async () => {
    const large = { threads: 1, bytes: 2 ** 30 + 1 };
    const session = await openSession(model, large);
    expect(await openSession(model, large)).not.toBe(session);
    expect(await openSession(model, { threads: 1 })).not.toBe(session);
  });

  it('are forgotten, the least recently used first', async () => {
    const times = (factor: number) =>
      openSession(
        exportOnnx<'x', 'y'>(({ x }) => ({ y: tf.mul(x, factor) }), SPECS, 'float32'),
        { threads: 1 },
      );
    const first = await times(2);
    const second = await times(3);
    for (let factor = 4; factor < 18; factor++) await times(factor);
    expect(await times(2)).toBe(first);
    // The seventeenth.
    await times(18);
    expect(await times(2)).toBe(first);
    expect(await times(3)).not.toBe(second);
  });
});
