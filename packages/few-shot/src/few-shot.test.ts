import { describe, expect, it } from 'vitest';

import { accuracy, epochBatches, matrix, meanOf, normalizeRows, predict, Random, refusal, rowsOf } from './index.ts';

describe('normalizeRows', () => {
  it('gives rows the length asked for', () => {
    expect([...normalizeRows(matrix(Float32Array.of(3, 4, 0, 2), 2)).data]).toEqual([
      Math.fround(0.6),
      Math.fround(0.8),
      0,
      1,
    ]);
    expect([...normalizeRows(matrix(Float32Array.of(0, 2), 2), 9).data]).toEqual([0, 9]);
  });

  it('refuses rows without a direction', () => {
    expect(() => normalizeRows(matrix(Float32Array.of(1, 1, 0, 0), 2))).toThrow('row 1 has norm 0');
    expect(() => normalizeRows(matrix(Float32Array.of(Number.NaN, 1), 2))).toThrow('row 0 has norm NaN');
  });
});

describe('epochBatches', () => {
  const rows = (indices: ArrayLike<number>, width: number): number[][] =>
    Array.from({ length: indices.length / width }, (_, i) => Array.from(indices).slice(i * width, (i + 1) * width));

  it('takes all images at once where they are fewer than a batch', () => {
    const { indices, stepsPerEpoch } = epochBatches({ count: 3, batchSize: 256, epochs: 2 });
    expect(stepsPerEpoch).toBe(1);
    expect(indices.shape).toEqual([2, 3]);
    expect([...indices.data]).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('drops the rest of an epoch, as Dassl does', () => {
    const { indices, stepsPerEpoch } = epochBatches({ count: 7, batchSize: 3, epochs: 1 });
    expect(stepsPerEpoch).toBe(2);
    expect([...indices.data]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('shuffles every epoch anew and shows no image twice in one', () => {
    const { indices } = epochBatches({ count: 10, batchSize: 5, epochs: 3, random: new Random(1) });
    const epochs = rows(indices.data, 10);
    for (const epoch of epochs) expect([...epoch].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  it('depends on the seed alone', () => {
    const batches = (seed: number) =>
      epochBatches({ count: 20, batchSize: 4, epochs: 2, random: new Random(seed) }).indices.data;
    expect(batches(1)).toEqual(batches(1));
    expect(batches(1)).not.toEqual(batches(2));
  });
});

describe('epochBatches that keep the rest', () => {
  const options = { count: 7, batchSize: 3, epochs: 2, rest: 'keep' } as const;

  it('end an epoch with a smaller batch whose rows count more', () => {
    const { indices, weights, stepsPerEpoch } = epochBatches(options);
    expect([stepsPerEpoch, indices.shape]).toEqual([3, [6, 3]]);
    expect([...indices.data.slice(0, 7)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const third = Math.fround(1 / 3);
    const epoch = [third, third, third, third, third, third, 1, 0, 0];
    expect([...weights.data]).toEqual([...epoch, ...epoch]);
  });

  it('show every image once in an epoch', () => {
    const { indices, weights } = epochBatches({ ...options, random: new Random(1) });
    for (const epoch of [0, 1]) {
      const places = [...Array(9).keys()].map((i) => 9 * epoch + i).filter((place) => weights.data[place]! > 0);
      expect(places.map((place) => indices.data[place]).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    }
  });

  it('are those that drop it where nothing is left over', () => {
    const even = { ...options, count: 6, random: new Random(1) };
    const [kept, dropped] = [epochBatches(even), epochBatches({ ...even, random: new Random(1), rest: 'drop' })];
    expect(kept).toEqual(dropped);
    expect([...kept.weights.data].every((weight) => weight === Math.fround(1 / 3))).toBe(true);
  });
});

describe('epochBatches of views', () => {
  it('take one view of each image and epoch, all of them sooner or later', () => {
    const { indices } = epochBatches({ count: 5, batchSize: 5, epochs: 40, views: 3, random: new Random(1) });
    const rows = [...indices.data];
    for (let epoch = 0; epoch < 40; epoch++) {
      const images = rows.slice(5 * epoch, 5 * epoch + 5).map((row) => row % 5);
      expect(images.sort()).toEqual([0, 1, 2, 3, 4]);
    }
    expect(new Set(rows).size).toBe(15);
  });

  it('are those of fixed features where there is one view', () => {
    const options = { count: 9, batchSize: 4, epochs: 3 };
    const views = epochBatches({ ...options, views: 1, random: new Random(2) });
    expect(views).toEqual(epochBatches({ ...options, random: new Random(2) }));
  });

  it('refuse to be empty', () => {
    expect(() => epochBatches({ count: 0, batchSize: 4, epochs: 1 })).toThrow('batches of 4 from 0 images are empty');
  });
});

describe('Random', () => {
  it('begins differently for neighbouring seeds, evenly over all of them', () => {
    // The first, second, … number of seeds 0 to 999, in tenths: χ² with 9 degrees of freedom exceeds 27.88 once in a thousand.
    const generators = Array.from({ length: 1000 }, (_, seed) => new Random(seed));
    for (let place = 0; place < 5; place++) {
      const counts = new Float64Array(10);
      for (const random of generators) counts[Math.floor(10 * random.uniform())]!++;
      expect(counts.reduce((chi, n) => chi + (n - 100) ** 2 / 100, 0)).toBeLessThan(27.88);
    }
    const orders = [1, 2, 3].map((seed) => [...new Random(seed).permutation(60)]);
    const shared = orders[0]!.filter((item, i) => item === orders[1]![i] || item === orders[2]![i]);
    expect(shared.length).toBeLessThan(10);
  });

  it('draws each number about equally often', () => {
    const random = new Random(5);
    const counts = new Float64Array(7);
    for (let i = 0; i < 7000; i++) counts[random.below(7)]!++;
    // χ² with 6 degrees of freedom exceeds 22.46 once in a thousand seeds; the seed is fixed.
    expect(counts.reduce((chi, n) => chi + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(22.46);
  });
});

describe('predict', () => {
  it('takes the first of the largest logits', () => {
    expect([...predict(matrix(Float32Array.of(1, 3, 3, -5, -4, -9), 3))]).toEqual([1, 1]);
  });

  it('refuses NaN', () => {
    expect(() => predict(matrix(Float32Array.of(0, 1, Number.NaN, 0), 2))).toThrow(
      'the logit of row 1, class 0 is NaN',
    );
  });

  it('leads to the percentage of right answers', () => {
    expect(accuracy(Int32Array.of(0, 1, 2, 2), Int32Array.of(0, 1, 2, 0))).toBe(75);
  });
});

describe('meanOf', () => {
  it('averages matrices element by element', () => {
    const mean = meanOf([matrix(Float32Array.of(1, 2, 3, 4), 2), matrix(Float32Array.of(3, 2, 1, 8), 2)]);
    expect(mean).toEqual(matrix(Float32Array.of(2, 2, 2, 6), 2));
  });
});

describe('matrix', () => {
  it('refuses numbers that do not fill rows', () => {
    expect(() => matrix(new Float32Array(5), 2)).toThrow('5 numbers do not fill rows of 2');
  });

  it('cuts rows without copying', () => {
    const whole = matrix(Float32Array.of(1, 2, 3, 4), 2);
    expect([...rowsOf(whole, 1, 2).data]).toEqual([3, 4]);
    expect(rowsOf(whole, 1, 2).data.buffer).toBe(whole.data.buffer);
  });
});

describe('refusal', () => {
  const offer = { name: 'set', hasText: false, shots: [1, 16], testPerShots: false, drawsBySeed: false };
  const trained = { id: 'm', needs: ['training-images', 'text-features'], protocol: 'fixed' } as const;
  const untrained = { id: 'm', needs: ['text-features'], protocol: 'fixed' } as const;
  const promptLearner = { id: 'm', needs: ['training-images', 'text-encoder'], protocol: 'fixed' } as const;
  const onFullValidation = { ...trained, protocol: 'full-val' } as const;

  it.each([
    ['text that is not there', trained, offer, 1, 'm needs text features, but feature set "set" has none'],
    ['a shot count that is not there', trained, { ...offer, hasText: true }, 2, 'has no 2-shot images; it has 1, 16'],
    [
      'a whole validation split that is not there',
      onFullValidation,
      { ...offer, hasText: true },
      1,
      'm is set to full-val, but feature set "set" has no whole validation split',
    ],
    [
      'a text encoder that is not at hand',
      promptLearner,
      { ...offer, hasText: true },
      1,
      'm learns through the text encoder, but that of feature set "set" is not at hand; give the model with --model',
    ],
    ['training on nothing', trained, { ...offer, hasText: true }, 0, 'm needs training images; 0 shots is for'],
    [
      '0 shots of a set with a test set each',
      untrained,
      { ...offer, hasText: true, testPerShots: true },
      0,
      'for each shot count',
    ],
  ])('names %s', (_title, method, set, shots, reason) => {
    expect(refusal(method, set, shots)).toContain(reason);
  });

  it('has nothing against what works', () => {
    expect(refusal(trained, { ...offer, hasText: true }, 16)).toBeUndefined();
    expect(refusal(untrained, { ...offer, hasText: true }, 0)).toBeUndefined();
    expect(refusal(promptLearner, { ...offer, hasTextEncoder: true }, 1)).toBeUndefined();
    expect(refusal(onFullValidation, { ...offer, hasText: true, drawsBySeed: true }, 1)).toBeUndefined();
  });
});
