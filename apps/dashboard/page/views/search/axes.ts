import type { Trial, TrialParameter } from '@shotbench/tracker';

import type { ShownSearch } from '../../../src/views/search/search-api.ts';
import type { Brush, Brushes } from './search-address.ts';

/** A dimension of the trials: a setting, or what came of it. */
export interface Axis {
  /** In addresses; a setting of any name is kept apart from the outcomes. */
  readonly id: string;
  readonly title: string;
  readonly kind: TrialParameter['kind'];
  readonly scale: TrialParameter['scale'];
  /** Numbers ascending, or categories. */
  readonly values: readonly (number | string)[];
  readonly isOutcome: boolean;
  /** Null for outcomes too. */
  readonly importance: number | null;
  readonly valueOf: (trial: Trial) => number | string | null;
}

/** Ids of the outcomes. */
export const ACCURACY = 'accuracy';
export const LOSS = 'loss';

/** The settings in the order of the search, then the outcomes as far as there are any. */
export function axesOf({ parameters, trials }: ShownSearch): Axis[] {
  const settings = parameters.map(({ name, kind, scale, values, importance }): Axis => {
    const valueOf = ({ settings: own }: Trial) => own[name] ?? null;
    return { id: `settings.${name}`, title: name, kind, scale, values, isOutcome: false, importance, valueOf };
  });
  const outcome = (id: string, title: string, valueOf: (trial: Trial) => number | null): Axis[] => {
    const values = trials.flatMap((trial) => valueOf(trial) ?? []).sort((a, b) => a - b);
    if (values.length === 0) return [];
    return [{ id, title, kind: 'number', scale: 'linear', values, isOutcome: true, importance: null, valueOf }];
  };
  return [
    ...settings,
    ...outcome(LOSS, 'validation loss', ({ validationLoss }) => validationLoss),
    ...outcome(ACCURACY, 'validation accuracy', ({ validationAccuracy }) => validationAccuracy),
  ];
}

/** The axes that are shown, in the order that is asked for; all where none of these is there. */
export function shownAxes(axes: readonly Axis[], ids: readonly string[] | undefined): Axis[] {
  const shown = [...new Set(ids)].flatMap((id) => axes.find((axis) => axis.id === id) ?? []);
  return shown.length === 0 ? [...axes] : shown;
}

/** Whether a trial lies within all brushes; brushes of axes that there are not choose nothing. */
export function passes(trial: Trial, axes: readonly Axis[], brushes: Brushes): boolean {
  return axes.every((axis) => {
    const brush = brushes.get(axis.id);
    return brush === undefined || isWithin(axis.valueOf(trial), axis, brush);
  });
}

function isWithin(value: number | string | null, { kind }: Axis, brush: Brush): boolean {
  if (kind === 'category') return (brush as readonly unknown[]).includes(value);
  const [least, most] = brush as readonly [number | null, number | null];
  if (typeof value !== 'number') return false;
  return (least === null || value >= least) && (most === null || value <= most);
}

/** As it is read: six digits, as searches draw numbers; outcomes with as many decimals as the command line prints. */
export function valueText({ id }: Pick<Axis, 'id'>, value: number | string | null): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (id === ACCURACY) return value.toFixed(2);
  return id === LOSS ? value.toFixed(4) : String(Number(value.toPrecision(6)));
}
