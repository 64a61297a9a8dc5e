import type { Trial, TrialParameter, TrialsTable } from './trials-table.ts';

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
export function axesOf({ parameters, trials }: TrialsTable): Axis[] {
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

/** As it is read: six digits, as searches draw numbers; outcomes with as many decimals as the command line prints. */
export function valueText({ id }: Pick<Axis, 'id'>, value: number | string | null): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (id === ACCURACY) return value.toFixed(2);
  return id === LOSS ? value.toFixed(4) : String(Number(value.toPrecision(6)));
}
