import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { costText } from './cost-kinds.ts';
import { costLayout } from './cost-layout.ts';
import { costScale } from './cost-scale.ts';
import type { MethodCost } from './method-cost.ts';

function costRow(changes: Partial<MethodCost>): MethodCost {
  return {
    ...{ method: 'taskres', protocol: 'fixed', accuracy: 60, interval: null, n: 3, timed: 3, machines: 1 },
    ...{ fitSeconds: 1, evaluateSecondsPerImage: 1e-4, cpuSeconds: 2, trainableParameters: 1000, peakMemoryBytes: 2e8 },
    ...changes,
  };
}

const SIZE = { width: 400, height: 300, fontSize: 8 };

describe('costScale', () => {
  it('keeps the order of costs within its ends, with 0 apart, and its ticks at most as many as there is room for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e9, noNaN: true })), { minLength: 1 }),
        (costs) => {
          const scale = costScale(costs, { left: 10, right: 310, labelWidth: 40 });
          const sorted = [...costs].sort((a, b) => a - b).map(scale.position);
          sorted.forEach((at, i) => {
            expect(at).toBeGreaterThanOrEqual(10 - 1e-9);
            expect(at).toBeLessThanOrEqual(310 + 1e-9);
            if (i > 0) expect(at).toBeGreaterThanOrEqual(sorted[i - 1]! - 1e-9);
          });
          expect(scale.ticks.length).toBeLessThanOrEqual(9);
          expect(scale.breakAt !== null).toBe(costs.includes(0) && costs.some((cost) => cost > 0));
        },
      ),
    );
  });

  it('has powers of ten, or finer ticks where they are few', () => {
    expect(costScale([1, 1000], { left: 0, right: 400, labelWidth: 40 }).ticks.map(({ text }) => text)).toEqual([
      '1',
      '2',
      '5',
      '10',
      '20',
      '50',
      '100',
      '200',
      '500',
      '1,000',
    ]);
    expect(costScale([1, 1e6], { left: 0, right: 300, labelWidth: 40 }).ticks.map(({ text }) => text)).toEqual([
      '1',
      '10',
      '100',
      '1,000',
      '10,000',
      '100,000',
      '1,000,000',
    ]);
  });
});

describe('costLayout', () => {
  it('places rows by cost and accuracy, draws the front as stairs and names its members', () => {
    const rows = [
      costRow({ method: 'zero-shot', accuracy: 50, trainableParameters: 0 }),
      costRow({ method: 'worse', accuracy: 49, trainableParameters: 10 }),
      costRow({ method: 'better', accuracy: 70, trainableParameters: 100, interval: 1 }),
      costRow({ method: 'unknown', accuracy: 99, trainableParameters: null }),
    ];
    const layout = costLayout(rows, { ...SIZE, axis: 'parameters' });
    expect(layout.points.map(({ row, isOnFront }) => [row, isOnFront])).toEqual([
      [0, true],
      [1, false],
      [2, true],
    ]);
    const [zero, worse, better] = layout.points as [
      (typeof layout.points)[0],
      (typeof layout.points)[0],
      (typeof layout.points)[0],
    ];
    expect([zero.x < worse.x, worse.x < better.x, zero.y > better.y, zero.y < worse.y]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(better.interval![0]).toBeGreaterThan(better.interval![1]);
    expect(layout.breakAt).toBeGreaterThan(zero.x);
    expect(layout.fronts.map(({ path }) => path.replace(/[-\d.,]+/g, ''))).toEqual(['MHVH']);
    expect(layout.labels.map(({ text }) => text).sort()).toEqual(['better', 'zero-shot']);
    expect(layout.unknown).toEqual([3]);
  });

  it('has a front for each protocol unless they are mixed', () => {
    const rows = [
      costRow({ accuracy: 60 }),
      costRow({ method: 'tuned', protocol: 'few-shot-val', fitSeconds: 2, accuracy: 50 }),
    ];
    expect(costLayout(rows, { ...SIZE, axis: 'training' }).fronts.map(({ row }) => row)).toEqual([0, 1]);
    expect(costLayout(rows, { ...SIZE, axis: 'training', mixProtocols: true }).fronts.map(({ row }) => row)).toEqual([
      0,
    ]);
  });

  it('is whole without rows', () => {
    expect(costLayout([], { ...SIZE, axis: 'memory' })).toMatchObject({
      points: [],
      fronts: [],
      labels: [],
      xTicks: [],
    });
  });
});

it.each([
  [0, '0'],
  [0.00123456, '0.00123'],
  [1.5, '1.50'],
  [99.96, '100'],
  [32, '32'],
  [1e-9 + 32, '32.0'],
  [48128, '48,128'],
  [1234567, '1,234,567'],
  [2e-7, '2.0e-7'],
])('costText writes %s as %s', (value, text) => expect(costText(value)).toBe(text));
