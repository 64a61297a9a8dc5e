import { line, symbol } from 'd3-shape';

import type { Scales } from './draw-line.ts';
import type { MethodStyle } from './method-styles.ts';
import type { PrintedLine, PrintedPoint } from './printed-lines.ts';
import { element, plain } from './svg.ts';

/** Of printed lines, which are drawn thinner than ours. */
export const PRINTED_STROKE = { 'stroke-width': 0.6, 'stroke-dasharray': '2.4 1.6' } as const;
/** Area of a marker in square points. */
const MARKER_SIZE = 9;

/** A line as a paper has it: thin, dashed and with hollow markers. Papers print no interval that could be compared with ours. */
export function drawPrinted({ points }: PrintedLine, style: MethodStyle, { x, y }: Scales): string[] {
  const curve = line<PrintedPoint>()
    .digits(2)
    .x(({ shots }) => x(shots))
    .y(({ mean }) => y(mean));
  const path = curve(points.filter(({ shots }) => shots > 0));
  const markers = points.map(({ shots, mean }) => drawPrintedMarker({ x: x(shots), y: y(mean) }, style));
  const stroke = { fill: 'none', stroke: style.colour, ...PRINTED_STROKE };
  return [...(path ? [element('path', { d: path, ...stroke })] : []), ...markers];
}

export function drawPrintedMarker({ x, y }: { readonly x: number; readonly y: number }, style: MethodStyle): string {
  return element('path', {
    ...{ d: symbol(style.symbol, MARKER_SIZE).digits(2)()!, transform: `translate(${plain(x)},${plain(y)})` },
    ...{ fill: '#ffffff', stroke: style.colour, 'stroke-width': 0.5 },
  });
}
