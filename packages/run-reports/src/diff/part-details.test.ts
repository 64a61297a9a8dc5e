import { confusionMatrix, mcnemar, perClassAccuracy } from '@shotbench/statistics';
import { formatLatex, formatMarkdown, type Predictions, type RunRow } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { classesSheet } from './classes-sheet.ts';
import { compareConfusions } from './compare-confusions.ts';
import { compareParts } from './compare-parts.ts';
import { drawConfusions } from './draw-confusions.ts';
import { partDetails } from './part-details.ts';

const LABELS = [0, 0, 0, 1, 1, 1, 2, 2];

function predictionsOf(classes: readonly number[], ids?: readonly string[]): Predictions {
  return {
    part: '',
    testSet: {
      classNames: ['cat', 'dog', 'owl', 'never'],
      labels: Uint16Array.from(LABELS),
      ...(ids && { ids }),
    },
    classes: Uint16Array.from(classes),
    confidences: Float32Array.from(classes, (_, i) => 0.5 + i / 32),
    margins: Float32Array.from(classes, (_, i) => 0.25 + i / 64),
  };
}

const IDS = LABELS.map((_, i) => `image-${i}.png`);
const first = predictionsOf([0, 0, 1, 1, 0, 1, 2, 0], IDS);
const second = predictionsOf([0, 1, 1, 1, 1, 2, 2, 1], IDS);
const details = partDetails(first, second)!;

describe('partDetails', () => {
  it('counts what both, one or none has right', () => {
    // By hand: 0, 3, 6 both; 1, 5 only the first; 4 only the second; 2, 7 none.
    const { bothRight, onlyFirstRight, onlySecondRight, bothWrong, disagreements, images, p } = details;
    expect({ bothRight, onlyFirstRight, onlySecondRight, bothWrong, disagreements, images }).toEqual({
      ...{ bothRight: 3, onlyFirstRight: 2, onlySecondRight: 1, bothWrong: 2, disagreements: 4, images: 8 },
    });
    expect(p).toBe(mcnemar(2, 1));
    expect(details.first.accuracy).toBe(62.5);
    expect(details.second.accuracy).toBe(50);
    expect(details.first.confidence).toBeCloseTo(100 * (0.5 + 3.5 / 32), 10);
  });

  it('names every image on which they disagree, with what each says', () => {
    expect(details.samples).toEqual({
      images: ['image-1.png', 'image-4.png', 'image-5.png', 'image-7.png'],
      labels: [0, 1, 1, 2],
      first: {
        classes: [0, 0, 1, 0],
        confidences: [0.5313, 0.625, 0.6563, 0.7188],
        margins: [0.2656, 0.3125, 0.3281, 0.3594],
      },
      second: expect.objectContaining({ classes: [1, 1, 2, 1] }),
    });
    const anonymous = partDetails(predictionsOf([...first.classes]), predictionsOf([...second.classes]))!;
    expect(anonymous.samples.images).toEqual(['row 1', 'row 4', 'row 5', 'row 7']);
    expect([details.hasIds, anonymous.hasIds]).toEqual([true, false]);
  });

  it('has the accuracy of every class with images', () => {
    const accuracies = [first, second].map(({ classes }) => perClassAccuracy(LABELS, classes, 4));
    expect(details.classes.map(({ name, images }) => [name, images])).toEqual([
      ...[['cat', 3] as const, ['dog', 3] as const, ['owl', 2] as const],
    ]);
    for (const { index, first: one, second: other } of details.classes) {
      expect([one, other]).toEqual(accuracies.map((all) => 100 * all[index]!));
    }
  });

  it('is what the report names a part of', () => {
    const { samples, classes } = compareParts(first, second);
    expect(samples.map(({ image }) => image)).toEqual(details.samples.images);
    expect(samples[0]).toEqual({ image: 'image-1.png', label: 'cat', first: 'cat', second: 'dog' });
    expect(classes.map(({ name }) => name)).toEqual(['cat']);
  });

  it('is nothing without images', () => {
    const none = {
      ...first,
      testSet: { classNames: ['cat'], labels: new Uint16Array(0) },
      classes: new Uint16Array(0),
    };
    expect(partDetails(none, none)).toBeUndefined();
  });
});

describe('compareConfusions', () => {
  it('has the entries of both matrices that are not zero', () => {
    const { labels, predictions, first: one, second: other } = compareConfusions(first, second);
    const dense = [new Uint32Array(16), new Uint32Array(16)];
    labels.forEach((label, i) => {
      dense[0]![label * 4 + predictions[i]!] = one[i]!;
      dense[1]![label * 4 + predictions[i]!] = other[i]!;
    });
    expect(dense).toEqual([first, second].map(({ classes }) => confusionMatrix(LABELS, classes, 4)));
    expect(one.every((count, i) => count + other[i]! > 0)).toBe(true);
  });
});

describe('documents of two runs', () => {
  const runOf = (key: string, seed: number) =>
    ({ key, variant: '', identity: { dataset: 'pets', shots: 4, method: 'taskres', seed } }) as RunRow;
  const [a, b] = [runOf('a'.repeat(64), 1), runOf('b'.repeat(64), 2)];

  it('have the classes that gain most first, and all images below', () => {
    const sheet = classesSheet(a, b, [details]);
    // By hand: 2 of 3 and 1 of 3 cats, 2 of 3 and 2 of 3 dogs, 1 of 2 and 1 of 2 owls.
    expect(formatMarkdown(sheet).split('\n').slice(0, 10)).toEqual([
      ...['### own classes', '', '| class | images | A | B | A − B |', '| --- | --- | ---: | ---: | ---: |'],
      '| cat | 3 | 66.67 | 33.33 | 33.33 |',
      '| dog | 3 | 66.67 | 66.67 | 0.00 |',
      '| owl | 2 | 50.00 | 50.00 | 0.00 |',
      '| all images | 8 | 62.50 | 50.00 | 12.50 |',
      ...['', expect.stringMatching(/^4 images are .*; only A is right on 2, only B on 1; p = 1\.0/)],
    ]);
    expect(formatMarkdown(classesSheet(a, b, []))).toContain('there are no test images that both');
    expect(formatLatex(sheet)).toContain('% A: run aaaaaaaaaaaa, pets, 4 shots, taskres, seed 1.');
  });

  it('have a field where the confusions differ, as strong as its share of the row', () => {
    const svg = drawConfusions(a, b, [details]);
    const { labels, first: one, second: other } = details.confusions;
    const shares = labels.flatMap((label, i) => {
      const share = (one[i]! - other[i]!) / LABELS.filter((l) => l === label).length;
      return share === 0
        ? []
        : [[share > 0 ? '#b2182b' : '#2166ac', String(Number((0.08 + 0.92 * Math.abs(share)).toFixed(2)))]];
    });
    const fields = [...svg.matchAll(/fill="(#b2182b|#2166ac)" fill-opacity="(.+?)"/g)];
    expect(shares.length).toBeGreaterThan(3);
    expect(fields.map(([, colour, opacity]) => [colour, opacity])).toEqual(shares);
    expect(svg.match(/>(\+|−)\d</g)).toHaveLength(shares.length);
    for (const name of ['cat', 'dog', 'owl', 'never']) expect(svg.split(`>${name}<`)).toHaveLength(3);
    expect(drawConfusions(a, b, [])).toContain('>no test images that both runs have predictions for<');
  });
});
