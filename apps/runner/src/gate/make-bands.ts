import { ShotbenchError } from '@shotbench/errors';
import { summarize, type TableCell, type TableRun } from '@shotbench/tracker';

import type { Band, BandRow, Bands } from './bands.ts';

/**
 * Points within which a mean always counts as unchanged: other processors and libraries add in another order, which turns single test images
 * over, and now and then the choice of a hyper-parameter. It is also the width where there is no spread to be told, with a single run.
 */
const SMALLEST_HALF_WIDTH = 1;

/**
 * Points beyond which a mean never counts as unchanged. The interval of two or three seeds is at times so wide by chance that it would let
 * everything pass. A run has the seeds of the bands, so nothing that is meant to stay the same moves it that far.
 */
const LARGEST_HALF_WIDTH = 3;

const NOTE =
  'Expected accuracies in percent, means over seeds. Half widths are those of the 95 % prediction interval for the mean of as many other seeds, ' +
  't(0.975, n - 1) * s * sqrt(1/n + 1/n) (Hahn and Meeker, Statistical Intervals, 1991), but at least ' +
  `${SMALLEST_HALF_WIDTH} and at most ${LARGEST_HALF_WIDTH} points. Made by "shotbench gate FILE --write"; not to be edited.`;

/**
 * Bands around the accuracies of runs: what a later run of the same cells has to reproduce.
 * @throws ShotbenchError `GATE_INCOMPLETE` where there are no runs or a cell lacks some, because such bands would hold others to less.
 */
export function makeBands(runs: readonly TableRun[]): Bands {
  const cells = summarize(runs).filter(({ superseded }) => !superseded);
  const incomplete = cells.find(({ n, failed, missing }) => n === 0 || failed + missing > 0);
  if (incomplete || cells.length === 0) {
    const { method, dataset, shots, n, keys } = incomplete ?? {};
    const seen = incomplete
      ? `${dataset}, ${shots} shots, ${method} has ${n} of ${keys?.length} runs`
      : 'there are no few-shot runs';
    throw new ShotbenchError('GATE_INCOMPLETE', `${seen}; expected every run to be done; run them first`);
  }
  const rows = new Map<string, BandRow>();
  for (const cell of cells) {
    const { method, protocol, dataset, backbone } = cell;
    const place = JSON.stringify([method, protocol, dataset, backbone]);
    const row = rows.get(place) ?? { method, protocol, dataset, backbone, bands: [] };
    row.bands.push(bandOf(cell));
    rows.set(place, row);
  }
  return { note: NOTE, rows: [...rows.values()] };
}

function bandOf({ shots, seeds, mean, interval = 0 }: TableCell): Band {
  // The interval of a mean is t · s / √n: the prediction interval is √2 times as wide.
  const halfWidth = Math.min(LARGEST_HALF_WIDTH, Math.max(SMALLEST_HALF_WIDTH, Math.SQRT2 * interval));
  return { shots, seeds: [...seeds], mean: Number(mean!.toFixed(4)), halfWidth: Number(halfWidth.toFixed(2)) };
}
