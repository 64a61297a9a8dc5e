import { describe, expect, it } from 'vitest';

import { type FitProgress, inContext, matrix, partOf, protocolOf, rowFunction, stackViews } from './index.ts';
import { float32, tf } from '@shotbench/tensor';

describe('protocolOf', () => {
  it('is the method’s own or what its settings say', () => {
    expect(protocolOf({ protocol: 'fixed' }, {})).toBe('fixed');
    const bySetting = {
      protocol: { of: (config: { search: boolean }) => (config.search ? 'full-val' : 'fixed') },
    } as const;
    expect(protocolOf(bySetting, { search: true })).toBe('full-val');
    expect(protocolOf(bySetting, { search: false })).toBe('fixed');
  });
});

describe('partOf', () => {
  it('maps the progress of a part onto that of the whole', () => {
    const seen: FitProgress[] = [];
    const whole = { execution: {}, seed: 1, onProgress: (progress: FitProgress) => void seen.push(progress) };
    const part = partOf(whole, { from: 0.5, to: 0.75, label: 'second, ' });
    part.onProgress!({ fraction: 0.5, note: 'half' });
    inContext(part).onProgress!({ step: 10, steps: 10, loss: 0.25 });
    expect(seen).toEqual([
      { fraction: 0.625, note: 'second, half' },
      { fraction: 0.75, note: 'second, step 10/10, loss 0.250' },
    ]);
    expect(inContext(partOf({ execution: { threads: 1 }, seed: 1 }, { from: 0, to: 1 }))).toEqual({ threads: 1 });
  });
});

describe('stackViews', () => {
  it('puts views below one another and repeats the labels', () => {
    const views = [matrix(Float32Array.of(1, 2), 1), matrix(Float32Array.of(3, 4), 1)];
    const { features, labels } = stackViews({ views, labels: Int32Array.of(0, 1) });
    expect([...features.data]).toEqual([1, 2, 3, 4]);
    expect([...labels.data]).toEqual([0, 1, 0, 1]);
  });
});

describe('rowFunction', () => {
  const times = rowFunction({
    columns: 1,
    constants: { factor: float32([], [2]) },
    compute: (x, { factor }) => tf.mul(tf.sum(x, 1, true), factor!),
    execution: {},
  });

  it('takes any number of rows, chunk by chunk', async () => {
    const rows = matrix(
      Float32Array.from({ length: 2 * 5000 }, (_, i) => i),
      2,
    );
    const { data } = await times(rows);
    expect(data).toEqual(Float32Array.from({ length: 5000 }, (_, i) => 2 * (4 * i + 1)));
    expect(await times(matrix(new Float32Array(), 2))).toEqual(matrix(new Float32Array(), 1));
  });

  it('uses other constants when it is given some', async () => {
    const row = matrix(Float32Array.of(1, 2), 2);
    expect((await times(row, { factor: float32([], [10]) })).data[0]).toBe(30);
    expect((await times(row)).data[0]).toBe(6);
  });
});
