import { describe, expect, it } from 'vitest';

import { DATASET_CARDS, datasetCard } from './dataset-cards.ts';

/** Accuracies of zero-shot CLIP ViT-B/16 in percent, as the table of few-shot results of R-AMT (Zheng et al., ICCV 2023) has them. */
const ACCURACIES: readonly (readonly [string, number])[] = [
  ['imagenet', 66.73],
  ['caltech101', 92.94],
  ['oxford-pets', 89.21],
  ['stanford-cars', 65.32],
  ['oxford-flowers', 71.34],
  ['food101', 86.06],
  ['fgvc-aircraft', 24.72],
  ['sun397', 62.5],
  ['dtd', 44.39],
  ['eurosat', 47.6],
  ['ucf101', 66.75],
];

/** How far APEX's precision is from accuracy, as a factor: EuroSAT's is the farthest, 1.14. */
const FACTOR = 1.15;

const rtdOf = (id: string) => datasetCard(id).transferDifficulty.rtd;

/** Ids from the easiest to the hardest. */
function ranked(rtd: (id: string) => number): string[] {
  return ACCURACIES.map(([id]) => id).sort((a, b) => rtd(a) - rtd(b));
}

describe("the 11 sets' transfer difficulty", () => {
  it.each(ACCURACIES)('%s: nearly 1 / (C · accuracy)', (id, percent) => {
    const ratio = rtdOf(id) * datasetCard(id).sizes.classes * (percent / 100);
    expect(Math.max(ratio, 1 / ratio)).toBeLessThan(FACTOR);
    expect(datasetCard(id).transferDifficulty.source).toMatch(/^APEX .*, table 16/);
  });

  it('has the order that accuracies give, but for UCF101 and Flowers102, which are neighbours', () => {
    const accuracies = new Map(ACCURACIES);
    const computed = ranked((id) => 1 / (datasetCard(id).sizes.classes * accuracies.get(id)!));
    const [flowers, ucf101] = [computed.indexOf('oxford-flowers'), computed.indexOf('ucf101')];
    expect(ucf101 - flowers).toBe(1);
    [computed[flowers], computed[ucf101]] = ['ucf101', 'oxford-flowers'];
    expect(ranked(rtdOf)).toEqual(computed);
  });

  it('has the three hardest and the three easiest sets that the paper names', () => {
    const order = ranked(rtdOf);
    expect(order.slice(0, 3)).toEqual(['imagenet', 'sun397', 'stanford-cars']);
    expect(order.slice(-3)).toEqual(['fgvc-aircraft', 'dtd', 'eurosat']);
  });

  it('says of DTD that another number is printed', () => {
    expect(datasetCard('dtd').transferDifficulty.source).toContain('4.95e-3');
  });
});

it.each([
  ['imagenetv2', 1.644e-3, '1 / (1000 · 0.6083)'],
  ['imagenet-sketch', 2.167e-3, '1 / (1000 · 0.4615)'],
  ['imagenet-a', 1.0467e-2, '1 / (200 · 0.4777)'],
  ['imagenet-r', 6.76e-3, '1 / (200 · 0.7396)'],
])('%s, which APEX does not have, says from what it is computed', (id, rtd, formula) => {
  const { transferDifficulty } = datasetCard(id);
  expect(Math.abs(transferDifficulty.rtd / rtd - 1)).toBeLessThan(2e-4);
  expect(transferDifficulty.source).toContain(`not in APEX; ${formula}, from the zero-shot accuracy of `);
});

it.each(DATASET_CARDS)('$title is better recognised than by chance, by a model that is named', (card) => {
  const { rtd, backbone } = card.transferDifficulty;
  expect(rtd).toBeLessThan(1);
  // Precision is 1 at most.
  expect(rtd).toBeGreaterThan(1 / card.sizes.classes);
  expect(backbone).toBe('CLIP ViT-B/16');
});
