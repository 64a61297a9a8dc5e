import { describe, expect, it } from 'vitest';

import { pythonRandomGolden } from '../../test/python-random-golden.ts';
import { sampleShots } from './sample-shots.ts';

const { fewshot } = pythonRandomGolden();

describe('sampleShots', () => {
  it.each(fewshot.runs)(
    'draws as Dassl does: $order, seed $seed, $shots shots, repeat $repeat',
    ({ order, seed, shots, repeat, train, val }) => {
      const [trainLabels, validationLabels] = [fewshot.train_labels[order]!, fewshot.val_labels[order]!];
      const sample = sampleShots({ trainLabels, validationLabels, shots, seed, repeat });
      expect([...sample.train]).toEqual(train);
      expect([...sample.validation]).toEqual(val);
    },
  );

  it('draws as many validation images as asked for, as one call of Dassl for both splits does', () => {
    const { order, seed, shots, repeat, train, val } = fewshot.one_call_two_sources;
    const [trainLabels, validationLabels] = [fewshot.train_labels[order]!, fewshot.val_labels[order]!];
    const sample = sampleShots({ trainLabels, validationLabels, shots, seed, repeat, validationShots: shots });
    expect([...sample.train]).toEqual(train);
    expect([...sample.validation]).toEqual(val);
  });

  it('keeps the base or the new classes of one and the same draw', () => {
    const [trainLabels, validationLabels] = [fewshot.train_labels['shuffled']!, fewshot.val_labels['shuffled']!];
    const draw = (classes: 'all' | 'base' | 'new') =>
      sampleShots({ trainLabels, validationLabels, shots: 4, seed: 2, classes });
    const [all, base, novel] = [draw('all'), draw('base'), draw('new')];
    for (const part of ['train', 'validation'] as const) {
      const labels = part === 'train' ? trainLabels : validationLabels;
      expect([...base[part]]).toEqual([...all[part]].filter((row) => labels[row]! < 3));
      expect([...novel[part]]).toEqual([...all[part]].filter((row) => labels[row]! >= 3));
      expect(base[part].length).toBeGreaterThan(0);
      expect(novel[part].length).toBeGreaterThan(0);
    }
  });

  it('refuses a shot count that is none', () => {
    const options = { trainLabels: [0], validationLabels: [0], seed: 1 };
    expect(() => sampleShots({ ...options, shots: 0 })).toThrow('the shot count is 0; expected a whole number');
    expect(() => sampleShots({ ...options, shots: 1.5 })).toThrow('the shot count is 1.5');
    expect(() => sampleShots({ ...options, shots: 1, validationShots: 0 })).toThrow('the shot count is 0');
  });
});
