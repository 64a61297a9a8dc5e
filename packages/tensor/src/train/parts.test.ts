import { describe, expect, it } from 'vitest';

import { float32, int32 } from '../host-tensor.ts';
import { partsOf } from './parts.ts';

const batchOf = (count: number) => ({
  x: float32(
    [count, 2],
    Array.from({ length: 2 * count }, (_, i) => i),
  ),
  labels: int32(
    [count],
    Array.from({ length: count }, (_, i) => i),
  ),
  noise: float32([1], [5]),
});

describe('partsOf', () => {
  it.each([
    [8, 4, [4, 4]],
    [32, 5, [5, 5, 4, 5, 4, 5, 4]],
    [7, 3, [3, 2, 2]],
    [6, 4, [3, 3]],
    [3, 1, [1, 1, 1]],
    [3, 8, [3]],
  ])('cuts %i rows into parts of at most %i', (count, most, sizes) => {
    const batch = batchOf(count);
    const parts = partsOf(batch, { rows: most, of: ['x', 'labels'] });
    const counts = parts.map(({ batch: part }) => part['labels']!.shape[0]!);
    expect([...counts].sort()).toEqual([...sizes].sort());
    expect(parts.map(({ share }) => share)).toEqual(counts.map((rows) => rows / count));
    expect(parts.flatMap(({ batch: part }) => [...part['x']!.data])).toEqual([...batch.x.data]);
    expect(parts.flatMap(({ batch: part }) => [...part['labels']!.data])).toEqual([...batch.labels.data]);
    for (const { batch: part } of parts) expect(part['noise']).toBe(batch.noise);
  });
});
