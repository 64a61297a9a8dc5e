import type { Trial } from '@shotbench/tracker';
import type { Axis } from '@shotbench/tracker/trial-axes';

import type { Brush, Brushes } from './search-address.ts';

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
