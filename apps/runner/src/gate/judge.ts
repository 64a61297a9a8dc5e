import { summarize, type TableCell, type TableRun } from '@shotbench/tracker';

import type { Band, BandRow, Bands } from './bands.ts';

/** A cell that is expected, and what was found of it. */
export interface Verdict {
  readonly method: string;
  readonly protocol: string;
  readonly dataset: string;
  readonly backbone: string;
  readonly shots: number;
  readonly expected: number;
  readonly halfWidth: number;
  readonly status: 'inside' | 'outside' | 'missing';
  /** Mean over the seeds of the band; absent where some are missing. */
  readonly mean?: number;
  /** Half width of the mean's 95% t-interval; absent with a single run. */
  readonly interval?: number;
  /** Mean less expected mean. */
  readonly delta?: number;
  /** What is missing. */
  readonly reason?: string;
}

export interface Judgement {
  /** In the order of the bands. */
  readonly verdicts: readonly Verdict[];
  /** Cells that have no band, as `dataset, shots, method`. */
  readonly unexpected: readonly string[];
}

/** Holds runs against bands. Runs with seeds that no band has are not looked at. */
export function judge(bands: Bands, runs: readonly TableRun[]): Judgement {
  const seeds = new Set(bands.rows.flatMap((row) => row.bands.flatMap((band) => band.seeds)));
  const cells = summarize(runs.filter(({ seed }) => seeds.has(seed))).filter((cell) => !cell.superseded);
  const byPlace = new Map(cells.map((cell) => [placeOf(cell, cell.shots), cell]));
  const verdicts = bands.rows.flatMap((row) =>
    row.bands.map((band) => {
      const place = placeOf(row, band.shots);
      const cell = byPlace.get(place);
      byPlace.delete(place);
      return verdictOf(row, band, cell);
    }),
  );
  const unexpected = [...byPlace.values()].map(({ dataset, shots, method }) => `${dataset}, ${shots} shots, ${method}`);
  return { verdicts, unexpected };
}

function placeOf({ method, protocol, dataset, backbone }: Omit<BandRow, 'bands'>, shots: number): string {
  return JSON.stringify([method, protocol, dataset, backbone, shots]);
}

function verdictOf({ bands: _, ...row }: BandRow, band: Band, cell: TableCell | undefined): Verdict {
  const { shots, seeds, mean: expected, halfWidth } = band;
  const known = { ...row, shots, expected, halfWidth };
  const values = seeds.map((seed) => cell?.values[cell.seeds.indexOf(seed)]);
  const done = values.filter((value) => value !== undefined);
  if (done.length < seeds.length) {
    const failed = cell && cell.failed > 0 ? `, ${cell.failed} failed` : '';
    return { ...known, status: 'missing', reason: `${done.length} of ${seeds.length} runs${failed}` };
  }
  const mean = done.reduce((sum, value) => sum + value, 0) / done.length;
  const delta = mean - expected;
  return {
    ...known,
    // The bands' numbers are rounded to the fourth decimal.
    status: Math.abs(delta) <= halfWidth + 1e-4 ? 'inside' : 'outside',
    ...{ mean, delta },
    ...(cell?.n === seeds.length && cell.interval !== undefined && { interval: cell.interval }),
  };
}
