import { type Protocol, PROTOCOLS } from '../identity.ts';
import { compareText } from '../tables/order.ts';
import type { TableCell } from '../tables/table-cell.ts';
import { curvePanels, type Line, type Panel } from './curve-panels.ts';
import { drawLegend } from './draw-legend.ts';
import { drawPanel } from './draw-panel.ts';
import { methodStyles, type MethodStyles } from './method-styles.ts';
import { element, escape, label, plain } from './svg.ts';

/** A drawing of accuracies against shots. */
export interface Figure {
  readonly backbone: string;
  /** That of all lines; absent where they may have several. */
  readonly protocol?: Protocol;
  /** A whole SVG file. */
  readonly svg: string;
}

export interface AccuracyFiguresOptions {
  /** Whether lines of all protocols share a figure. Default false. */
  readonly mixProtocols?: boolean;
}

/** Seven inches, about the width of a page's text, in points; half of that for a single panel. */
const WIDTH = 504;
const MOST_COLUMNS = 4;
/** Room for the labels of the axes at the left and below the panels. */
const [LEFT, BELOW] = [10, 14];

/**
 * Accuracy against shots (logarithmic, with 0 set apart) over few-shot cells, with a band of 95% t-intervals: a figure for each backbone
 * and protocol, in it a panel for each dataset and one for their average. A method looks the same in all of them. Equal cells give equal bytes.
 */
export function accuracyFigures(cells: readonly TableCell[], options: AccuracyFiguresOptions = {}): Figure[] {
  const styles = methodStyles(cells.map(({ method }) => method));
  const backbones = [...new Set(cells.map(({ backbone }) => backbone))].sort(compareText);
  return backbones.flatMap((backbone): Figure[] => {
    const own = cells.filter((cell) => cell.backbone === backbone);
    if (options.mixProtocols) return [{ backbone, svg: drawFigure(curvePanels(own), styles, backbone) }];
    const used = PROTOCOLS.filter((protocol) => own.some((cell) => cell.protocol === protocol));
    return used.map((protocol) => {
      const panels = curvePanels(own.filter((cell) => cell.protocol === protocol));
      return { backbone, protocol, svg: drawFigure(panels, styles, `${backbone}, protocol ${protocol}`) };
    });
  });
}

function drawFigure(panels: readonly Panel[], styles: MethodStyles, what: string): string {
  const lines = panels.flatMap((panel) => panel.lines);
  const columns = Math.min(MOST_COLUMNS, panels.length);
  const width = columns === 1 ? WIDTH / 2 : WIDTH;
  const panelWidth = (width - LEFT) / columns;
  const panelHeight = Math.floor(Math.min(150, 0.85 * panelWidth));
  const shots = lines.flatMap(({ points }) => points.map((point) => point.shots));
  const protocolIndex = protocolIndexes(lines);
  const styleOf = (line: Line) => styles(line.method, protocolIndex(line));

  const rows = Math.ceil(panels.length / columns);
  const legendTop = rows * panelHeight + BELOW + 8;
  const legend = drawLegend(
    seriesOf(lines).map((line) => ({ name: nameOf(line, lines), style: styleOf(line) })),
    { left: LEFT, top: legendTop, width: width - LEFT },
  );
  const hasPartial = lines.some(({ points }) => points.some(({ mean, partial }) => mean !== null && partial));
  const note = hasPartial ? ['hollow: runs are missing'] : [];
  const noteTop = legendTop + legend.height + 2;
  const height = Math.ceil(noteTop + note.length * 10);
  const middle = (rows * panelHeight) / 2;
  const root = {
    ...{ xmlns: 'http://www.w3.org/2000/svg', width: `${width}pt`, height: `${height}pt` },
    ...{ viewBox: `0 0 ${width} ${height}`, role: 'img' },
    ...{ 'font-family': 'Helvetica, Arial, sans-serif', 'font-size': 7, fill: '#222222' },
  };
  const svg = element('svg', root, [
    element('title', {}, escape(`Accuracy against shots, ${what}`)),
    element('rect', { width, height, fill: '#ffffff' }),
    label('accuracy (%)', {
      ...{ x: 0, y: 0, 'text-anchor': 'middle', transform: `translate(7,${plain(middle)}) rotate(-90)` },
    }),
    ...panels.map((panel, i) =>
      drawPanel(panel, {
        left: LEFT + (i % columns) * panelWidth,
        top: Math.floor(i / columns) * panelHeight,
        ...{ width: panelWidth, height: panelHeight, shots, styleOf },
      }),
    ),
    label('shots per class', { x: LEFT + (width - LEFT) / 2, y: rows * panelHeight + 8, 'text-anchor': 'middle' }),
    ...legend.svg,
    ...note.map((text) =>
      label(text, { x: width / 2, y: noteTop + 2, 'text-anchor': 'middle', 'font-style': 'italic' }),
    ),
  ]);
  return `${svg}\n`;
}

/** Each method and protocol once, in the order of the tables. */
function seriesOf(lines: readonly Line[]): Line[] {
  const series = new Map(lines.map((line) => [`${line.method}\n${line.protocol}`, line]));
  return [...series.values()].sort(
    (a, b) => compareText(a.method, b.method) || PROTOCOLS.indexOf(a.protocol) - PROTOCOLS.indexOf(b.protocol),
  );
}

/** The method, with its protocol where it has several. */
function nameOf({ method, protocol }: Line, lines: readonly Line[]): string {
  const isOne = lines.every((line) => line.method !== method || line.protocol === protocol);
  return isOne ? method : `${method} (${protocol})`;
}

/** Which of its method's protocols a line has: 0 for the first. */
function protocolIndexes(lines: readonly Line[]): (line: Line) => number {
  const series = seriesOf(lines);
  return ({ method, protocol }) =>
    series.filter((line) => line.method === method).findIndex((line) => line.protocol === protocol);
}
