import { drawMarker } from './draw-line.ts';
import type { MethodStyle } from './method-styles.ts';
import { element, label, plain } from './svg.ts';

export interface LegendEntry {
  readonly name: string;
  readonly style: MethodStyle;
}

const LINE_HEIGHT = 11;
const GLYPH_WIDTH = 18;
/** Of a letter, about, in the font of the figure: nothing here can measure text. */
const LETTER_WIDTH = 3.9;

/** What the lines are, in as many columns as fit the width. */
export function drawLegend(
  entries: readonly LegendEntry[],
  { left, top, width }: { readonly left: number; readonly top: number; readonly width: number },
): { readonly svg: string[]; readonly height: number } {
  const longest = Math.max(...entries.map(({ name }) => name.length));
  const column = GLYPH_WIDTH + 3 + longest * LETTER_WIDTH + 12;
  const columns = Math.max(1, Math.min(entries.length, Math.floor(width / column)));
  const start = left + Math.max(0, (width - columns * column) / 2);
  const svg = entries.flatMap(({ name, style }, i) => {
    const x = start + (i % columns) * column;
    const y = top + Math.floor(i / columns) * LINE_HEIGHT;
    const { colour, dash } = style;
    return [
      element('path', {
        ...{ d: `M${plain(x)},${plain(y)}h${GLYPH_WIDTH}`, stroke: colour, 'stroke-width': 1 },
        ...(dash !== '' && { 'stroke-dasharray': dash }),
      }),
      drawMarker({ x: x + GLYPH_WIDTH / 2, y, partial: false }, style),
      label(name, { x: x + GLYPH_WIDTH + 3, y: y + 2.4 }),
    ];
  });
  return { svg, height: Math.ceil(entries.length / columns) * LINE_HEIGHT };
}
