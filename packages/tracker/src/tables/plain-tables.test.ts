import { tInterval } from '@shotbench/statistics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { rowOf } from '../../test/fixtures.ts';
import { plainCells } from '../../test/plain-tables.ts';
import { arrange, PAPER_LAYOUT, type RunIdentity, type RunRow, summarize, type TableCell } from '../index.ts';

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);

/** Few values of everything, so that runs meet in each other's places. */
const row: fc.Arbitrary<RunRow> = fc
  .record({
    outcome: oneOf<number | 'failed' | 'queued'>(50, 50.004, 60, 61, 'failed', 'queued'),
    method: oneOf('coop', 'taskres'),
    methodVersion: oneOf(1, 2, 2, 2),
    config: oneOf({ alpha: 1 }, { alpha: 1 }, { alpha: 2 }),
    protocol: oneOf('fixed', 'fixed', 'few-shot-val', 'test-oracle'),
    dataset: oneOf('dtd', 'pets'),
    datasetHash: oneOf('1'.repeat(64), '1'.repeat(64), '2'.repeat(64), 'unknown'),
    backbone: oneOf('RN50', 'ViT-B/32'),
    shots: oneOf(1, 16),
    seed: oneOf(null, 1, 2, 3),
    engine: fc.record({ executor: oneOf('onnx', 'onnx', 'cpu'), precision: oneOf('float32'), version: oneOf(1, 2) }),
    variant: oneOf('', '', 'alpha=2'),
    createdAt: oneOf(1000, 2000),
  })
  .map(({ outcome, variant, createdAt, ...identity }) => {
    // Of datasets of which only the name is known there are results of other programs only.
    const engine = { ...identity.engine, ...(identity.datasetHash === 'unknown' && { executor: 'elsewhere' }) };
    return rowOf(outcome, { ...identity, engine } as Partial<RunIdentity>, { variant, createdAt });
  });

/** Not of one key twice, as in a database. */
const rows = fc
  .array(row, { maxLength: 60 })
  .map((all) => [...new Map(all.map((one) => [one.key, one] as const)).values()]);

describe('tables of any runs', () => {
  it('have the cells that the plain way gives', () => {
    fc.assert(
      fc.property(rows, (some) => {
        expect(summarize(some)).toEqual(plainCells(some));
      }),
      { numRuns: 300 },
    );
  });

  it('have each cell once, in the row and the column of its place', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const cells = summarize(some);
        const shown = arrange(cells, PAPER_LAYOUT).flatMap(({ facet, columns, rows: lines }) =>
          lines.flatMap(({ place, values }) =>
            values.flatMap((value, i) => (value ? [[{ ...facet, ...place, ...columns[i] }, value.cell] as const] : [])),
          ),
        );
        for (const [place, cell] of shown) expect(cell).toMatchObject(place);
        expect(new Set(shown.map(([, cell]) => cell))).toEqual(new Set(cells));
        expect(shown).toHaveLength(cells.length);
      }),
    );
  });

  it('mark what the plain way marks', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const cells = summarize(some);
        for (const { rows: lines } of arrange(cells, PAPER_LAYOUT)) {
          for (const value of lines.flatMap(({ values }) => values)) {
            if (value) expect({ best: value.best, second: value.second }).toEqual(plainMark(value.cell, cells));
          }
        }
      }),
    );
  });
});

function plainMark(cell: TableCell, cells: readonly TableCell[]): { best: boolean; second: boolean } {
  const place = ({ dataset, shots, backbone, protocol }: TableCell) =>
    JSON.stringify([dataset, shots, backbone, protocol]);
  const rivals = cells.filter((other) => other.n > 0 && place(other) === place(cell));
  if (rivals.length < 2 || cell.n === 0) return { best: false, second: false };
  const top = rivals.reduce((best, one) => (one.mean! > best.mean! ? one : best));
  const printed = ({ mean }: TableCell) => mean!.toFixed(2);
  const isBest = (one: TableCell) => printed(one) === printed(top) || ties(one, top);
  const others = rivals.filter((one) => !isBest(one)).map((one) => Number(printed(one)));
  return { best: isBest(cell), second: !isBest(cell) && Number(printed(cell)) === Math.max(...others) };
}

function ties(one: TableCell, top: TableCell): boolean {
  const shared = one.seeds.filter((seed) => top.seeds.includes(seed));
  if (shared.length < 2) return false;
  const valueOf = ({ seeds, values }: TableCell, seed: number | null) => values[seeds.indexOf(seed)]!;
  const { mean, halfWidth } = tInterval(shared.map((seed) => valueOf(top, seed) - valueOf(one, seed)));
  return Math.abs(mean) <= halfWidth!;
}
