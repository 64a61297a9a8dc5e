import type { Protocol } from '../identity.ts';
import { drawLegend } from '../figures/draw-legend.ts';
import { drawMarker } from '../figures/draw-line.ts';
import { methodStyles } from '../figures/method-styles.ts';
import { element, label, plain } from '../figures/svg.ts';
import { svgFile } from '../figures/svg-file.ts';
import type { FrontOptions } from './cost-fronts.ts';
import { costLayout, type CostLayout } from './cost-layout.ts';
import { costsTitle } from './costs-title.ts';
import type { MethodCost, Series } from './method-cost.ts';
import type { Costs } from './summarize-costs.ts';

export interface DrawCostsOptions extends FrontOptions {
  /** All methods that there are, by which each keeps its look in every figure. Default: those that are drawn. */
  readonly methods?: readonly string[] | undefined;
}

/** About two thirds of the width of a page's text, in points. */
const WIDTH = 340;
const HEIGHT = 230;
const FONT_SIZE = 7;
const AXIS = '#444444';
const GRID = '#e4e4e4';
/** Of the fronts where each protocol has its own. */
const DASHES: Readonly<Record<Protocol, string>> = {
  ...{ fixed: '', 'few-shot-val': '4 2' },
  ...{ 'full-val': '1.5 1.5', 'test-oracle': '6 2 1 2' },
};
const STROKES: Readonly<Record<Protocol, string>> = {
  ...{ fixed: 'full', 'few-shot-val': 'dashed' },
  ...{ 'full-val': 'dotted', 'test-oracle': 'dashed and dotted' },
};

/** Accuracy over cost (logarithmic) as a whole SVG file, with the fronts of what nothing cheaper reaches. Equal costs give equal bytes. */
export function drawCosts(costs: Costs, options: DrawCostsOptions): string {
  const { rows } = costs;
  const layout = costLayout(rows, { ...options, width: WIDTH, height: HEIGHT, fontSize: FONT_SIZE });
  const styles = methodStyles(options.methods ?? rows.map(({ method }) => method));
  const styleOf = (row: Series) => styles(row.method, protocolIndex(row, rows));
  const shown = rows.filter((_, i) => !layout.unknown.includes(i));
  const names = shown.map((row) => ({ name: nameOf(row, rows), style: styleOf(row), printed: false }));
  const legend = names.length === 0 ? { svg: [], height: 0 } : drawLegend(names, legendPlace());
  const notes = notesOf(costs, layout);
  const height = Math.ceil(HEIGHT + 8 + legend.height + notes.length * 10);
  const title = `Accuracy against ${layout.xTitle}, ${costsTitle(costs)}`;
  return svgFile({ width: WIDTH, height, title }, [
    ...drawAxes(layout),
    ...layout.fronts.map(({ row, path }) => {
      const dash = layout.fronts.length > 1 ? DASHES[rows[row]!.protocol] : '';
      const stroke = { fill: 'none', stroke: '#666666', 'stroke-width': 0.9 };
      return element('path', { d: path, ...stroke, ...(dash !== '' && { 'stroke-dasharray': dash }) });
    }),
    ...layout.points.flatMap(({ row, x, y, interval }) => {
      const style = styleOf(rows[row]!);
      const bar = { stroke: style.colour, 'stroke-width': 0.6, 'stroke-opacity': 0.6 };
      const whisker =
        interval && element('path', { d: `M${plain(x)},${plain(interval[0])}V${plain(interval[1])}`, ...bar });
      return [...(whisker ? [whisker] : []), drawMarker({ x, y, partial: false }, style)];
    }),
    ...layout.labels.map(({ text, x, y, anchor }) => label(text, { x, y, 'text-anchor': anchor })),
    ...legend.svg,
    ...notes.map((text, i) =>
      label(text, {
        x: WIDTH / 2,
        y: HEIGHT + 10 + legend.height + i * 10,
        'text-anchor': 'middle',
        'font-style': 'italic',
      }),
    ),
  ]);
}

function legendPlace() {
  return { left: 8, top: HEIGHT + 4, width: WIDTH - 16 };
}

function drawAxes({ frame, xTicks, yTicks, xTitle, breakAt, height }: CostLayout): string[] {
  const { left, right, top, bottom } = frame;
  const stroke = { fill: 'none', stroke: AXIS, 'stroke-width': 0.5 };
  const slash = (x: number) => `M${plain(x - 1)},${plain(bottom + 2.5)}L${plain(x + 1)},${plain(bottom - 2.5)}`;
  const line =
    breakAt === null
      ? `M${plain(left)},${plain(top)}V${plain(bottom)}H${plain(right)}`
      : `M${plain(left)},${plain(top)}V${plain(bottom)}H${plain(breakAt - 1.5)}M${plain(breakAt + 1.5)},${plain(bottom)}` +
        `H${plain(right)}${slash(breakAt - 1.5)}${slash(breakAt + 1.5)}`;
  const middle = (top + bottom) / 2;
  return [
    ...yTicks.flatMap(({ at, text }) => [
      element('path', { d: `M${plain(left)},${plain(at)}H${plain(right)}`, stroke: GRID, 'stroke-width': 0.5 }),
      label(text, { x: left - 3, y: at + 2.4, 'text-anchor': 'end' }),
    ]),
    element('path', { d: line, ...stroke }),
    ...xTicks.flatMap(({ at, text }) => [
      element('path', { d: `M${plain(at)},${plain(bottom)}v2`, stroke: AXIS, 'stroke-width': 0.5 }),
      label(text, { x: at, y: bottom + 9, 'text-anchor': 'middle' }),
    ]),
    label(xTitle, { x: (left + right) / 2, y: height - 7, 'text-anchor': 'middle' }),
    label('accuracy (%)', {
      ...{ x: 0, y: 0, 'text-anchor': 'middle', transform: `translate(8,${plain(middle)}) rotate(-90)` },
    }),
  ];
}

function notesOf(costs: Costs, { unknown, fronts }: CostLayout): string[] {
  const protocols = fronts.map(({ row }) => costs.rows[row]!.protocol);
  const strokes = protocols.map((protocol) => `${STROKES[protocol]}: ${protocol}`);
  const isMixed = costs.machine === null && costs.machines.length > 1;
  return [
    costs.rows.length === 0
      ? 'no results'
      : `Steps: Pareto front${strokes.length > 1 ? ` of each protocol (${strokes.join(', ')})` : ''}`,
    ...(unknown.length > 0 ? [`without a known cost: ${unknown.map((i) => costs.rows[i]!.method).join(', ')}`] : []),
    ...(isMixed ? [`computed on ${costs.machines.length} different machines: times are not comparable`] : []),
  ];
}

/** The method, with its protocol where it has several. */
function nameOf({ method, protocol }: Series, rows: readonly MethodCost[]): string {
  return protocolsOf(method, rows).length === 1 ? method : `${method} (${protocol})`;
}

/** Which of its method's protocols a row has: 0 for the first. */
function protocolIndex({ method, protocol }: Series, rows: readonly MethodCost[]): number {
  return protocolsOf(method, rows).indexOf(protocol);
}

function protocolsOf(method: string, rows: readonly MethodCost[]) {
  return rows.filter((row) => row.method === method).map(({ protocol }) => protocol);
}
