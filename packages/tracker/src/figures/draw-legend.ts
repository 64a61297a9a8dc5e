import { drawMarker } from './draw-line.ts';
import { drawPrintedMarker, PRINTED_STROKE } from './draw-printed.ts';
import type { MethodStyle } from './method-styles.ts';
import { element, label, plain } from './svg.ts';

export interface LegendEntry {
  readonly name: string;
  readonly style: MethodStyle;
  /** Whether it is a paper's. */
  readonly printed: boolean;
}

const LINE_HEIGHT = 11;
const GLYPH_WIDTH = 18;
/** Of a letter, about, in the font of the figure: nothing here can measure text. */
const LETTER_WIDTH = 3.9;
/** Between columns. */
const GAP = 12;

/** What the lines are, in as many columns as fit the width. */
export function drawLegend(
  entries: readonly LegendEntry[],
  { left, top, width }: { readonly left: number; readonly top: number; readonly width: number },
): { readonly svg: string[]; readonly height: number } {
  const columns = columnsOf(entries, width);
  const sum = (widths: readonly number[]): number => widths.reduce((total, one) => total + one, 0);
  const start = left + Math.max(0, (width - sum(columns)) / 2);
  const svg = entries.flatMap(({ name, style, printed }, i) => {
    const x = start + sum(columns.slice(0, i % columns.length));
    const y = top + Math.floor(i / columns.length) * LINE_HEIGHT;
    const { colour, dash } = style;
    const own = { 'stroke-width': 1, ...(dash !== '' && { 'stroke-dasharray': dash }) };
    const middle = { x: x + GLYPH_WIDTH / 2, y };
    return [
      element('path', {
        ...{ d: `M${plain(x)},${plain(y)}h${GLYPH_WIDTH}`, stroke: colour },
        ...(printed ? PRINTED_STROKE : own),
      }),
      printed ? drawPrintedMarker(middle, style) : drawMarker({ ...middle, partial: false }, style),
      label(name, { x: x + GLYPH_WIDTH + 3, y: y + 2.4 }),
    ];
  });
  return { svg, height: Math.ceil(entries.length / columns.length) * LINE_HEIGHT };
}

/** The widths of as many columns as fit, each as wide as its longest name. */
function columnsOf(entries: readonly LegendEntry[], width: number): number[] {
  const widths = entries.map(({ name }) => GLYPH_WIDTH + 3 + name.length * LETTER_WIDTH + GAP);
  for (let count = entries.length; count > 1; count--) {
    const columns = Array.from({ length: count }, (_, column) =>
      Math.max(...widths.filter((_, i) => i % count === column)),
    );
    if (columns.reduce((total, one) => total + one, 0) <= width + GAP) return columns;
  }
  return [Math.max(...widths)];
}
