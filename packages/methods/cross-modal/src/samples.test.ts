import { matrix, Random } from '@shotbench/few-shot';
import { describe, expect, it } from 'vitest';

import { halfAndHalf, samplesOf, usableBatchSizes } from './index.ts';

describe('samplesOf', () => {
  it('puts the text rows below all views of the images', () => {
    const views = [matrix(Float32Array.of(1, 2, 3, 4), 2), matrix(Float32Array.of(5, 6, 7, 8), 2)];
    const samples = samplesOf(
      { views, labels: Int32Array.of(2, 0) },
      matrix(Float32Array.of(9, 10, 11, 12, 13, 14), 2),
    );
    expect(samples).toMatchObject({ imageCount: 4, textCount: 3 });
    expect([...samples.features.data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(samples.features.shape).toEqual([7, 2]);
    expect([...samples.labels.data]).toEqual([2, 0, 2, 0, 0, 1, 2]);
  });
});

describe('usableBatchSizes', () => {
  it.each([
    [{ imageCount: 100, textCount: 100 }, [8, 32]],
    [{ imageCount: 17, textCount: 17 }, [8, 32]],
    [{ imageCount: 16, textCount: 17 }, [8]],
    [{ imageCount: 17, textCount: 16 }, [8]],
    [{ imageCount: 4, textCount: 100 }, [8]],
    [{ imageCount: 1, textCount: 2 }, [8]],
  ])('of %o are %o', (counts, sizes) => {
    expect(usableBatchSizes([32, 8], counts).sort((a, b) => a - b)).toEqual(sizes);
  });
});

describe('halfAndHalf', () => {
  const rowsOf = (options: { imageCount: number; textCount: number; batchSize: number; iterations: number }) => {
    const { shape, data } = halfAndHalf({ ...options, random: new Random(3) });
    const [steps, size] = shape as [number, number];
    return Array.from({ length: steps }, (_, i) => [...data.subarray(i * size, (i + 1) * size)] as number[]);
  };

  it('takes half a batch of images and half of texts, an odd one for the images', () => {
    for (const row of rowsOf({ imageCount: 11, textCount: 7, batchSize: 7, iterations: 30 })) {
      expect(row.map((sample) => sample < 11)).toEqual([true, true, true, true, false, false, false]);
      expect(Math.max(...row)).toBeLessThan(18);
      expect(new Set(row).size).toBe(7);
    }
  });

  it('goes through each set without repetition before it begins anew in another order', () => {
    const rows = rowsOf({ imageCount: 9, textCount: 6, batchSize: 4, iterations: 12 });
    const passes = (from: number, perPass: number) =>
      Array.from({ length: 12 / perPass }, (_, pass) =>
        rows.slice(pass * perPass, (pass + 1) * perPass).flatMap((row) => row.slice(from, from + 2)),
      );
    const [images, texts] = [passes(0, 4), passes(2, 3)];
    for (const pass of images) expect(new Set(pass).size).toBe(8);
    for (const pass of texts) expect([...pass].sort((a, b) => a - b)).toEqual([9, 10, 11, 12, 13, 14]);
    expect(texts[0]).not.toEqual(texts[1]);
    // Which image the rest of a pass leaves out changes.
    expect(new Set(images.map((pass) => 36 - pass.reduce((a, b) => a + b))).size).toBeGreaterThan(1);
  });

  it('takes the whole of a set that is smaller than its half', () => {
    const rows = rowsOf({ imageCount: 3, textCount: 2, batchSize: 8, iterations: 5 });
    for (const row of rows) expect([...row].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
  });
});
