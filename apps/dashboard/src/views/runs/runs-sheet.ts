import type { GridEntry, Sheet } from '@shotbench/tracker';

import { recordAt, SHOWN_DIGITS } from '../../shared/run-list/run-table.ts';
import type { RunList } from './list-runs.ts';

/** Rows of a list of runs as a printed table. */
export function runsSheet({ table, runs }: RunList, rows: Iterable<number>): Sheet {
  const lines = Array.from(rows, (row) => {
    const { key, kind, seed, state, accuracy, fitSeconds } = runs[row]!;
    const { method, dataset } = recordAt(table, row);
    const seconds: GridEntry = fitSeconds === null ? {} : { text: fitSeconds.toFixed(2) };
    return {
      labels: [
        ...[key.slice(0, SHOWN_DIGITS), state, method, dataset, String(kind.shots), seed === null ? '-' : String(seed)],
        ...[kind.protocol, kind.backbone],
      ],
      entries: [{ mean: accuracy ?? undefined }, seconds],
    };
  });
  const grid = {
    title: `${lines.length} ${lines.length === 1 ? 'run' : 'runs'}`,
    labels: ['run', 'state', 'method', 'dataset', 'shots', 'seed', 'protocol', 'backbone'],
    columns: [{ heading: 'accuracy' }, { heading: 'training time (s)' }],
    lines,
    notes: [],
  };
  return {
    grids: lines.length === 0 ? [] : [grid],
    measure: ['Accuracy in percent on test images, of single runs.'],
    remarks: [],
  };
}
