import type { Protocol } from '../identity.ts';
import { chooseLines, type LineChoice } from './choose-lines.ts';
import type { Panel } from './curve-panels.ts';
import { drawFigure } from './draw-figure.ts';
import { lookOf } from './look.ts';
import type { Series } from './series.ts';

export interface AccuracyFigureOptions extends LineChoice {
  /** All methods and protocols that there are, such as all cells: looks depend on nothing else. */
  readonly all: readonly Series[];
  readonly backbone: string;
  /** That of all lines, for who cannot see the figure; left out where they have several. */
  readonly protocol?: Protocol | undefined;
  /** Whether all panels have one range of accuracies. Default false. */
  readonly equalAxes?: boolean | undefined;
  /** Where printed lines are from, in a few words for below the figure. */
  readonly source?: string | undefined;
}

/**
 * Accuracy against shots (logarithmic, with 0 set apart) as SVG, with a band of 95% t-intervals: a panel for each dataset and one for their average.
 * What papers print is dashed. Equal panels give equal bytes.
 * @param panels of one backbone; those without a chosen line are left out.
 */
export function accuracyFigure(panels: readonly Panel[], options: AccuracyFigureOptions): string {
  const { all, backbone, protocol, equalAxes, source } = options;
  const title = protocol === undefined ? backbone : `${backbone}, protocol ${protocol}`;
  return drawFigure(chooseLines(panels, options), { look: lookOf(all), title, equalAxes, source });
}
