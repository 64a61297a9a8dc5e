import { matrix, Random } from '@shotbench/few-shot';
import { describe, expect, it } from 'vitest';

import { predictionsOf } from './predictions-of.ts';

const names = (count: number) => Array.from({ length: count }, (_, c) => `class ${c}`);
const setOf = (count: number) => ({ name: 'set', classNames: names(count) });

/** The slow obvious version. */
function softmax(row: readonly number[]): number[] {
  const exponentials = row.map((logit) => Math.exp(logit));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / sum);
}

describe('predictionsOf', () => {
  it('has class, probability and lead of each row', () => {
    const [N, C] = [200, 7];
    const random = new Random(1);
    const logits = matrix(
      Float32Array.from({ length: N * C }, () => 3 * random.normal()),
      C,
    );
    const labels = Int32Array.from({ length: N }, () => random.below(C));
    const found = predictionsOf('novel', logits, labels, { ...setOf(C), testIds: () => names(N) });
    expect(found).toMatchObject({ part: 'novel', testSet: { classNames: names(C), ids: names(N) } });
    expect([...found.testSet.labels]).toEqual([...labels]);
    for (let row = 0; row < N; row++) {
      const shares = softmax([...logits.data.subarray(row * C, (row + 1) * C)]);
      const sorted = [...shares].sort((a, b) => b - a);
      expect(found.classes[row]).toBe(shares.indexOf(sorted[0]!));
      expect(found.confidences[row]).toBeCloseTo(sorted[0]!, 6);
      expect(found.margins[row]).toBeCloseTo(sorted[0]! - sorted[1]!, 6);
    }
  });

  it('takes the first of equals, large, infinite and single logits', () => {
    const rows = [
      [2, 2, -9],
      [3000, 2999, 0],
      [-Infinity, Infinity, Infinity],
      [-Infinity, 5, -Infinity],
    ];
    const labels = Int32Array.from([0, 0, 0, 0]);
    const { classes, confidences, margins, testSet } = predictionsOf(
      '',
      matrix(Float32Array.from(rows.flat()), 3),
      labels,
      setOf(3),
    );
    expect([...classes]).toEqual([0, 0, 1, 1]);
    expect(margins[0]).toBe(0);
    expect(margins[1]).toBeCloseTo((Math.E - 1) / (Math.E + 1), 6);
    expect([...confidences.subarray(2)]).toEqual([0.5, 1]);
    expect([...margins.subarray(2)]).toEqual([0, 1]);
    expect(testSet).not.toHaveProperty('ids');
    const alone = predictionsOf('', matrix(Float32Array.of(-4), 1), Int32Array.of(0), setOf(1));
    expect([alone.confidences[0], alone.margins[0]]).toEqual([1, 1]);
  });

  it('refuses logits that are not images × classes', () => {
    const logits = matrix(new Float32Array(6), 3);
    expect(() => predictionsOf('', logits, new Int32Array(3), setOf(3))).toThrow(
      'the logits of "set" are 2 × 3; expected 3 × 3, images × classes',
    );
    expect(() => predictionsOf('', logits, new Int32Array(2), setOf(4))).toThrow('expected 2 × 4');
  });
});
