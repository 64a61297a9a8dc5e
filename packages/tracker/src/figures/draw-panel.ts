import { scaleLinear } from 'd3-scale';

import { accuracyRange } from './accuracy-range.ts';
import type { Panel } from './curve-panels.ts';
import { drawBand, drawLine, type Scales } from './draw-line.ts';
import { drawPrinted } from './draw-printed.ts';
import type { Look } from './look.ts';
import { shotsAxis } from './shots-axis.ts';
import { element, label, plain } from './svg.ts';

export interface DrawPanelOptions {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** All shot counts of the figure, so that its panels have one axis. */
  readonly shots: readonly number[];
  /** Of the accuracies. Default: what the panel needs. */
  readonly range?: readonly [number, number] | undefined;
  readonly look: Look;
}

const AXIS = '#444444';
const GRID = '#e4e4e4';
/** Room for the name above, the numbers below and those at the left, and at the right end of the lines, in points. */
const INSET = { top: 13, bottom: 13, left: 21, right: 6 } as const;

/** One panel: accuracies in percent against shots per class. */
export function drawPanel({ name, averages, lines, printed }: Panel, options: DrawPanelOptions): string {
  const { left, top, width, height, shots, look } = options;
  const [x0, x1] = [INSET.left, width - INSET.right];
  const [y0, y1] = [height - INSET.bottom, INSET.top];
  const range = options.range ?? accuracyRange([...lines, ...printed]);
  const y = scaleLinear().domain(range).range([y0, y1]);
  const axis = shotsAxis(shots, x0 + 5, x1 - 3);
  const scales: Scales = { x: axis.position, y, range, right: x1 };

  const title = averages > 0 ? `average of ${averages} datasets` : name;
  const bold = averages > 0 ? { 'font-weight': 'bold' } : {};
  const tickText = y.tickFormat(4);
  const grid = y
    .ticks(4)
    .flatMap((tick) => [
      element('path', { d: `M${x0},${plain(y(tick))}H${plain(x1)}`, stroke: GRID, 'stroke-width': 0.5 }),
      label(tickText(tick), { x: x0 - 3, y: y(tick) + 2.2, 'text-anchor': 'end' }),
    ]);
  const ticks = axis.ticks.flatMap((tick) => [
    element('path', { d: `M${plain(axis.position(tick))},${y0}v2`, stroke: AXIS, 'stroke-width': 0.5 }),
    label(String(tick), { x: axis.position(tick), y: y0 + 9, 'text-anchor': 'middle' }),
  ]);
  return element('g', { transform: `translate(${plain(left)},${plain(top)})` }, [
    label(title, { x: (x0 + x1) / 2, y: 9, 'text-anchor': 'middle', 'font-size': 8, ...bold }),
    ...grid,
    ...drawFrame({ x0, x1, y0, y1 }, axis.breakAt),
    ...ticks,
    ...lines.flatMap((line) => drawBand(line.points, look.ours(line), scales)),
    ...printed.flatMap((line) => drawPrinted(line, look.printed(line), scales)),
    ...lines.flatMap((line) => drawLine(line.points, look.ours(line), scales)),
  ]);
}

interface Frame {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** Both axes; two strokes mark where the lower one is broken. */
function drawFrame({ x0, x1, y0, y1 }: Frame, breakAt: number | undefined): string[] {
  const stroke = { fill: 'none', stroke: AXIS, 'stroke-width': 0.5 };
  if (breakAt === undefined) return [element('path', { d: `M${x0},${y1}V${y0}H${plain(x1)}`, ...stroke })];
  const [before, after] = [breakAt - 1.5, breakAt + 1.5];
  const slash = (x: number): string => `M${plain(x - 1)},${y0 + 2.5}L${plain(x + 1)},${y0 - 2.5}`;
  const ends = `M${x0},${y1}V${y0}H${plain(before)}M${plain(after)},${y0}H${plain(x1)}`;
  return [element('path', { d: `${ends}${slash(before)}${slash(after)}`, ...stroke })];
}
