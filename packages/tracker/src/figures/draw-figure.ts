import { accuracyRange } from './accuracy-range.ts';
import type { Panel } from './curve-panels.ts';
import { drawLegend } from './draw-legend.ts';
import { drawPanel } from './draw-panel.ts';
import { legendEntries } from './legend-entries.ts';
import type { Look } from './look.ts';
import { label, plain } from './svg.ts';
import { svgFile } from './svg-file.ts';

export interface DrawFigureOptions {
  readonly look: Look;
  /** What it is of, for who cannot see it. */
  readonly title: string;
  /** Whether all panels have one range of accuracies. */
  readonly equalAxes?: boolean | undefined;
  /** Where printed numbers are from. */
  readonly source?: string | undefined;
}

/** Seven inches, about the width of a page's text, in points; half of that for a single panel. */
const WIDTH = 504;
const MOST_COLUMNS = 4;
/** Room for the labels of the axes at the left and below the panels. */
const [LEFT, BELOW] = [10, 14];
const NOTE_HEIGHT = 10;
/** Of a letter, about, in the font of the figure: nothing here can measure text. */
const LETTER_WIDTH = 3.9;

/** The panels under one another, the legend and what the signs mean, as a whole SVG file. */
export function drawFigure(panels: readonly Panel[], options: DrawFigureOptions): string {
  const { look, title, equalAxes, source } = options;
  const lines = panels.flatMap((panel) => panel.lines);
  const printed = panels.flatMap((panel) => panel.printed);
  const columns = Math.min(MOST_COLUMNS, panels.length);
  const width = columns === 1 ? WIDTH / 2 : WIDTH;
  const panelWidth = (width - LEFT) / columns;
  const panelHeight = Math.floor(Math.min(150, 0.85 * panelWidth));
  const shots = [...lines, ...printed].flatMap(({ points }) => points.map((point) => point.shots));

  const rows = Math.ceil(panels.length / columns);
  const legendTop = rows * panelHeight + BELOW + 8;
  const legend = drawLegend(legendEntries(lines, printed, look), { left: LEFT, top: legendTop, width: width - LEFT });
  const hasPartial = lines.some(({ points }) => points.some(({ mean, partial }) => mean !== null && partial));
  const notes = wrapped(width, [
    ...(hasPartial ? ['hollow: runs are missing'] : []),
    ...(printed.length > 0 ? [`thin, dashed: as printed${source === undefined ? '' : ` (${source})`}`] : []),
  ]);
  const noteTop = legendTop + legend.height + 2;
  const height = Math.ceil(noteTop + notes.length * NOTE_HEIGHT);
  const middle = (rows * panelHeight) / 2;
  const range = equalAxes ? accuracyRange([...lines, ...printed]) : undefined;
  return svgFile({ width, height, title: `Accuracy against shots, ${title}` }, [
    label('accuracy (%)', {
      ...{ x: 0, y: 0, 'text-anchor': 'middle', transform: `translate(7,${plain(middle)}) rotate(-90)` },
    }),
    ...panels.map((panel, i) =>
      drawPanel(panel, {
        left: LEFT + (i % columns) * panelWidth,
        top: Math.floor(i / columns) * panelHeight,
        ...{ width: panelWidth, height: panelHeight, shots, range, look },
      }),
    ),
    label('shots per class', { x: LEFT + (width - LEFT) / 2, y: rows * panelHeight + 8, 'text-anchor': 'middle' }),
    ...legend.svg,
    ...notes.map((text, i) =>
      label(text, {
        ...{ x: width / 2, y: noteTop + 2 + i * NOTE_HEIGHT },
        ...{ 'text-anchor': 'middle', 'font-style': 'italic' },
      }),
    ),
  ]);
}

/** Lines that fit the width. */
function wrapped(width: number, texts: readonly string[]): string[] {
  const most = Math.floor(width / LETTER_WIDTH);
  return texts.flatMap((text) => {
    const lines: string[] = [];
    for (const word of text.split(' ')) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  });
}
