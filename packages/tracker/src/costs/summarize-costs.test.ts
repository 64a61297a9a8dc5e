import { mean } from '@shotbench/statistics';
import { describe, expect, it } from 'vitest';

import { newTracker, recordCost } from '../../test/cost-runs.ts';
import {
  costSheet,
  drawCosts,
  formatCostsCsv,
  formatLatex,
  formatText,
  summarize,
  summarizeCosts,
  type Tracker,
  UNKNOWN_DATASET_HASH,
} from '../index.ts';
import { arrange, PAPER_LAYOUT } from '../index.ts';

const PLACE = { backbone: 'RN50', shots: 16 };

function costsOf(tracker: Tracker, options: Partial<Parameters<typeof summarizeCosts>[1]> = {}) {
  const runs = tracker.runSummaries();
  const source = {
    cells: summarize(runs),
    runs: new Map(runs.map((run) => [run.key, run])),
    machines: tracker.machines(),
  };
  return summarizeCosts(source, { ...PLACE, ...options });
}

describe('summarizeCosts', () => {
  it('is the mean over datasets of the means over seeds', () => {
    const tracker = newTracker();
    const seconds = { pets: [1, 2, 6], dtd: [10, 20, 30] };
    for (const [dataset, fits] of Object.entries(seconds)) {
      fits.forEach((fitSeconds, i) => {
        const result = { accuracy: fitSeconds + 40, fitSeconds, evaluateSeconds: fitSeconds / 10, testCount: 100 };
        recordCost(tracker, { dataset, seed: i + 1 }, { ...result, cpuSeconds: 2 * fitSeconds });
      });
    }
    const [row] = costsOf(tracker).rows;
    expect(row).toMatchObject({ method: 'taskres', n: 6, timed: 6, machines: 1, peakMemoryBytes: null });
    expect(row!.fitSeconds).toBeCloseTo(mean([3, 20]), 12);
    expect(row!.evaluateSecondsPerImage).toBeCloseTo(mean([3, 20]) / 1000, 12);
    expect(row!.cpuSeconds).toBeCloseTo(mean([6, 40]), 12);
    expect(costsOf(tracker, { dataset: 'pets' }).rows[0]!.fitSeconds).toBe(3);
  });

  it('has the accuracies of the tables', () => {
    const tracker = newTracker();
    for (const [m, method] of ['taskres', 'coop'].entries()) {
      for (const [d, dataset] of ['pets', 'dtd'].entries()) {
        for (const seed of [1, 2, 3])
          recordCost(tracker, { method, dataset, seed }, { accuracy: 50 + m + 3 * d + seed ** 2 });
      }
    }
    const table = arrange(summarize(tracker.runSummaries()), PAPER_LAYOUT)[0]!;
    expect(costsOf(tracker).rows.map(({ accuracy, interval }) => [accuracy, interval])).toEqual(
      table.rows.map(({ average }) => [average!.mean, average!.interval]),
    );
  });

  it('averages only over datasets that all shown methods have, and says which are left out', () => {
    const tracker = newTracker();
    for (const dataset of ['pets', 'dtd']) recordCost(tracker, { dataset }, { accuracy: dataset === 'dtd' ? 10 : 90 });
    recordCost(tracker, { method: 'coop' }, { accuracy: 80 });
    recordCost(tracker, { method: 'waiting' }, undefined);
    const costs = costsOf(tracker);
    expect(costs.datasets).toEqual(['pets']);
    expect(costs.leftOut).toEqual([{ dataset: 'dtd', lacking: [{ method: 'coop', protocol: 'fixed' }] }]);
    expect(costs.rows.map(({ method, accuracy }) => [method, accuracy])).toEqual([
      ['coop', 80],
      ['taskres', 90],
    ]);
    expect(costs.unfinished).toEqual([{ method: 'waiting', protocol: 'fixed' }]);

    const without = costsOf(tracker, { without: [{ method: 'coop', protocol: 'fixed' }] });
    expect(without.datasets).toEqual(['dtd', 'pets']);
    expect(without.rows.map(({ method, accuracy }) => [method, accuracy])).toEqual([['taskres', 50]]);
    expect(without.without).toEqual([{ method: 'coop', protocol: 'fixed' }]);
  });

  it('tells machines apart, and takes the costs of one where it is named', () => {
    const tracker = newTracker();
    recordCost(tracker, { seed: 1 }, { accuracy: 60, fitSeconds: 1 });
    recordCost(tracker, { seed: 2 }, { accuracy: 62, fitSeconds: 1 }, { threads: 2, host: 'bench-1' });
    recordCost(tracker, { seed: 3 }, { accuracy: 64, fitSeconds: 10 }, { threads: 8 });
    const all = costsOf(tracker);
    expect(all.machines).toEqual([
      { name: 'bench-1, a processor, 2 threads', runs: 2 },
      { name: 'bench-1, a processor, 8 threads', runs: 1 },
    ]);
    expect(all.rows[0]).toMatchObject({ fitSeconds: 4, machines: 2 });
    expect(costsOf(tracker, { machine: 'bench-1, a processor, 8 threads' }).rows[0]).toMatchObject({
      ...{ accuracy: 62, n: 3, timed: 1, fitSeconds: 10, machines: 1 },
    });
    expect(costsOf(tracker, { machine: 'elsewhere' }).rows[0]).toMatchObject({
      accuracy: 62,
      timed: 0,
      fitSeconds: null,
    });
  });

  it('takes nothing for a cost that a program elsewhere does not tell', () => {
    const tracker = newTracker();
    const unknown = { accuracy: 60, fitSeconds: 0, evaluateSeconds: 0, trainableParameters: 0 };
    recordCost(tracker, { method: 'imported', datasetHash: UNKNOWN_DATASET_HASH }, unknown);
    recordCost(tracker, { method: 'zero-shot' }, unknown);
    const [imported, zeroShot] = costsOf(tracker).rows;
    expect(imported).toMatchObject({ fitSeconds: null, evaluateSecondsPerImage: null, trainableParameters: null });
    expect(zeroShot).toMatchObject({ fitSeconds: 0, evaluateSecondsPerImage: 0, trainableParameters: 0 });
  });
});

describe('costs as documents', () => {
  const tracker = newTracker();
  recordCost(tracker, {}, { accuracy: 60, fitSeconds: 12.3456, trainableParameters: 48128 });
  recordCost(tracker, { method: 'zero <&> shot' }, { accuracy: 50, fitSeconds: 0.01, trainableParameters: 0 });
  recordCost(tracker, { method: 'slow' }, { accuracy: 55, fitSeconds: 100 });
  const costs = costsOf(tracker);

  it('mark the front', () => {
    const text = formatText(costSheet(costs, { axis: 'training' }));
    expect(text).toMatch(/^16 shots · RN50 · pets · protocol fixed\n/);
    expect(text).toMatch(/^taskres +front +60\.00 +12\.3 .* 48,128 /m);
    expect(text).toMatch(/^slow {2,}55\.00 +100 /m);
    const lines = formatCostsCsv(costs, { axis: 'training' }).trim().split('\n');
    expect(lines.map((line) => line.split(',').at(-1))).toEqual(['front', '0', '1', '1']);
    expect(formatLatex(costSheet(costs, { axis: 'training' }))).toContain(
      'zero \\textless{}\\&\\textgreater{} shot & front & 50.00',
    );
  });

  it('are a figure whose names are text', () => {
    const svg = drawCosts(costs, { axis: 'parameters' });
    expect(svg).toContain('zero &lt;&amp;&gt; shot');
    expect(svg).not.toContain('<&');
    expect(svg).toBe(drawCosts(costs, { axis: 'parameters' }));
  });
});
