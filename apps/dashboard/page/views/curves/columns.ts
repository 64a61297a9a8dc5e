import type { Panel } from '@shotbench/tracker';

import type { SeriesStyle, SeriesStyles } from '../../parts/series-styles.ts';
import type { Scales } from './axes.ts';

/** All values at one shot count of a panel, best first. */
export interface Column {
  readonly shots: number;
  /** Position from the panel's left end, as a part of its width. */
  readonly at: number;
  readonly readings: readonly Reading[];
}

export interface Reading {
  readonly method: string;
  /** In place of the method's own, for what a paper prints. */
  readonly printed?: { readonly name: string; readonly protocol: string | undefined };
  readonly style: SeriesStyle;
  readonly mean: number | null;
  readonly interval: number | null;
  readonly n: number | null;
  /** Position from the panel's upper end, as a part of its height; undefined without a value. */
  readonly down: number | undefined;
}

/** What a reader can ask for at each shot count. */
export function columnsOf({ lines, printed }: Panel, { frame, x, y }: Scales, styles: SeriesStyles): Column[] {
  const down = (mean: number | null) => (mean === null ? undefined : y(mean) / frame.height);
  return x.ticks.map((shots) => {
    const ours = lines.flatMap((line): Reading[] => {
      const point = line.points.find((candidate) => candidate.shots === shots);
      if (point === undefined) return [];
      const { mean, interval, n } = point;
      return [{ ...{ method: line.method, style: styles(line), mean, interval, n }, down: down(mean) }];
    });
    const theirs = printed.flatMap(({ method, name, points }): Reading[] => {
      const point = points.find((candidate) => candidate.shots === shots);
      if (point === undefined) return [];
      const style = styles({ method, protocol: 'fixed' });
      const { mean, protocol } = point;
      return [{ ...{ method, printed: { name, protocol }, style, mean, interval: null, n: null }, down: down(mean) }];
    });
    const readings = [...ours, ...theirs].sort((a, b) => (b.mean ?? -1) - (a.mean ?? -1));
    return { shots, at: x.position(shots) / frame.width, readings };
  });
}
