import type { GridEntry, Sheet } from '../tables/grid.ts';
import { axesOf, valueText } from './trial-axes.ts';
import { bestFirst } from './best-first.ts';
import type { TrialsTable } from './trials-table.ts';

/** Digits of a key that tell runs apart. */
const KEY_DIGITS = 12;

/** Trials as a printed table, best first; the run of each where they are of several. */
export function trialsSheet(table: TrialsTable, title: string): Sheet {
  const { parameters, trials } = table;
  const axes = axesOf(table);
  const isOfSeveral = new Set(trials.map(({ run }) => run)).size > 1;
  const lines = bestFirst(trials).map((trial) => ({
    labels: [
      ...(isOfSeveral ? [trial.run.slice(0, KEY_DIGITS)] : []),
      String(trial.number),
      trial.chosen ? 'chosen' : trial.diverged === null ? '' : 'diverged',
    ],
    entries: axes.map((axis): GridEntry => {
      const value = axis.valueOf(trial);
      return value === null ? {} : { text: valueText(axis, value) };
    }),
  }));
  const importances = parameters.map(({ name, importance }) => `${name} ${importance?.toFixed(2) ?? '-'}`);
  const grid = {
    title,
    labels: [...(isOfSeveral ? ['run'] : []), 'trial', 'outcome'],
    columns: axes.map((axis) => ({ heading: axis.title })),
    lines,
    notes: [`importance: ${importances.join(', ')}`],
  };
  return {
    grids: trials.length === 0 ? [] : [grid],
    measure: ['Validation accuracy in percent; candidates are compared on validation images only.'],
    remarks: [IMPORTANCE.join(' ')],
  };
}

/** What the importance of a setting is. */
export const IMPORTANCE = [
  'Importance: the share of the variance of validation accuracy that a setting explains by itself (adjusted R² of a one-way grouping;',
  'numbers with more than 5 values in 5 bins of equal count). Interactions between settings count for none of them.',
];
