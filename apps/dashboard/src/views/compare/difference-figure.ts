import { type MethodComparison, svgElement, svgFile, svgLabel } from '@shotbench/tracker';
import { scaleLinear, type ScaleLinear } from 'd3';

import { differenceRange, differenceRows } from './difference-rows.ts';

/** Seven inches, about the width of a page's text, in points. */
const WIDTH = 504;
const ROW = 13;
/** Above the rows: the title and the names of the sides; below them: the axis. */
const [TOP, BOTTOM, GAP] = [34, 28, 14];
const [NAMES, NUMBERS] = [130, 96];
/** Of a letter, about, in the font of the figure: nothing here can measure text. */
const LETTER_WIDTH = 3.9;

/** Room that the name of a side takes. */
const SIDE_NAME = 44;

const INK = '#222222';
const [COLOUR_A, COLOUR_B] = ['#0072B2', '#D55E00'];

/** Paired differences A − B with their 95% intervals around zero, a panel for each backbone and shot count, as a whole SVG file. */
export function differenceFigure(comparisons: readonly MethodComparison[]): string {
  const panels = comparisons.map((comparison) => ({ comparison, height: heightOf(comparison) }));
  const height = Math.max(
    20,
    panels.reduce((sum, panel) => sum + panel.height + GAP, -GAP),
  );
  let top = 0;
  const drawn = panels.map(({ comparison, height: own }) => {
    const panel = drawPanel(comparison, top);
    top += own + GAP;
    return panel;
  });
  const first = comparisons[0];
  const title = first ? `${first.a.method} against ${first.b.method}` : 'no comparison';
  return svgFile({ width: WIDTH, height, title }, [
    ...(drawn.length === 0 ? [svgLabel('no runs', { x: 8, y: 13 })] : drawn),
  ]);
}

function heightOf(comparison: MethodComparison): number {
  return TOP + ROW * differenceRows(comparison).length + BOTTOM;
}

function drawPanel(comparison: MethodComparison, top: number): string {
  const { a, b, shots, backbone } = comparison;
  const rows = differenceRows(comparison);
  const x = scaleLinear(differenceRange(comparison), [NAMES, WIDTH - NUMBERS]);
  const bottom = TOP + ROW * rows.length;
  const axis = x
    .ticks(6)
    .flatMap((tick) => [
      svgElement('path', { d: `M${round(x(tick))},${TOP - 4}V${bottom}`, stroke: '#e4e4e4', 'stroke-width': 0.5 }),
      svgLabel(x.tickFormat(6)(tick), { x: x(tick), y: bottom + 9, 'text-anchor': 'middle' }),
    ]);
  const zero = svgElement('path', { d: `M${round(x(0))},${TOP - 4}V${bottom}`, stroke: INK, 'stroke-width': 0.75 });
  const place = `${shots} ${shots === 1 ? 'shot' : 'shots'} · ${backbone}`;
  return svgElement('g', { transform: `translate(0,${top})` }, [
    svgLabel(`A ${cut(a.method, 44)} − B ${cut(b.method, 44)} · ${place}`, { x: 4, y: 10, 'font-size': 8 }),
    ...axis,
    zero,
    ...(x(0) - NAMES > SIDE_NAME
      ? [svgLabel('B better ←', { x: x(0) - 4, y: TOP - 7, 'text-anchor': 'end', fill: COLOUR_B })]
      : []),
    ...(WIDTH - NUMBERS - x(0) > SIDE_NAME
      ? [svgLabel('→ A better', { x: x(0) + 4, y: TOP - 7, fill: COLOUR_A })]
      : []),
    ...rows.flatMap((row, i) => drawRow(row, TOP + ROW * (i + 0.5), x)),
    svgLabel('difference A − B in percentage points, with 95% interval; filled: Holm’s p ≤ 0.05 (average: p)', {
      ...{ x: NAMES, y: bottom + 20, 'font-style': 'italic' },
    }),
  ]);
}

function drawRow(
  { name, isAverage, difference, halfWidth, isSignificant }: ReturnType<typeof differenceRows>[number],
  y: number,
  x: ScaleLinear<number, number>,
): string[] {
  const colour = difference < 0 ? COLOUR_B : COLOUR_A;
  const fill = isSignificant ? colour : '#ffffff';
  const bold = isAverage ? { 'font-weight': 'bold' } : {};
  const [low, high] = [x(difference - (halfWidth ?? 0)), x(difference + (halfWidth ?? 0))];
  const at = { x: x(difference), y };
  const mark = isAverage
    ? svgElement('path', {
        ...{ d: `M${round(at.x - 4)},${round(y)}l4,-4l4,4l-4,4z`, fill, stroke: colour, 'stroke-width': 1 },
      })
    : svgElement('circle', { cx: at.x, cy: y, r: 2.6, fill, stroke: colour, 'stroke-width': 1 });
  const number = `${signed(difference)}${halfWidth === undefined ? '' : ` ± ${halfWidth.toFixed(2)}`}`;
  return [
    svgLabel(cut(name, Math.floor(NAMES / LETTER_WIDTH) - 2), { x: 4, y: y + 2.4, ...bold }),
    ...(halfWidth === undefined
      ? []
      : [svgElement('path', { d: `M${round(low)},${round(y)}H${round(high)}`, stroke: colour, 'stroke-width': 1 })]),
    mark,
    svgLabel(number, { x: WIDTH - 4, y: y + 2.4, 'text-anchor': 'end', ...bold }),
  ];
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
