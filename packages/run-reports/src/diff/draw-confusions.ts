import { describeCell, type RunRow, svgElement, svgFile, svgLabel } from '@shotbench/tracker';

import { nameOfPart, nameOfRun } from './pair-names.ts';
import type { PartDetails } from './part-details.ts';

/** In points. */
const FONT_SIZE = 7;
const [LEAST_SIDE, MOST_SIDE] = [3, 18];
const EXTENT = 320;
const GAP = 14;
/** Of a letter, on average. */
const LETTER = 3.9;
const MOST_LETTERS = 24;
/** Fields that are as large have their number in them. */
const SIDE_FOR_COUNTS = 12;
const GAINS = '#b2182b';
const LOSSES = '#2166ac';

interface Drawing {
  readonly svg: readonly string[];
  readonly width: number;
  readonly height: number;
}

/**
 * The confusion matrix of one run less that of another as a whole SVG file, a map for each part of their test images. Rows are the classes
 * of images, columns what they are taken for; the stronger a field, the larger the share of its row. Equal runs give equal bytes.
 */
export function drawConfusions(first: RunRow, second: RunRow, parts: readonly PartDetails[]): string {
  const maps = parts.map(drawMap);
  const names = [
    `A: run ${nameOfRun(first)}, ${describeCell(first)}`,
    `B: run ${nameOfRun(second)}, ${describeCell(second)}`,
  ];
  const notes =
    parts.length === 0
      ? [...names, 'no test images that both runs have predictions for']
      : [...names, 'Images of a row taken for a column: red more in A, blue more in B'];
  const textWidth = 16 + LETTER * Math.max(...notes.map((note) => note.length));
  const width = Math.ceil(Math.max(textWidth, ...maps.map((map) => map.width)));
  const top = 12 + notes.length * 10;
  const height = Math.ceil(top + maps.reduce((sum, map) => sum + map.height + GAP, 0));
  let y = top;
  const placed = maps.map(({ svg, height: own }) => {
    const group = svgElement('g', { transform: `translate(0,${y})` }, svg);
    y += own + GAP;
    return group;
  });
  return svgFile({ width, height, title: `Confusion, ${names.join('; ')}` }, [
    ...notes.map((note, i) => svgLabel(note, { x: 8, y: 12 + i * 10 })),
    ...placed,
  ]);
}

function drawMap(part: PartDetails): Drawing {
  const { classNames, classes, confusions } = part;
  const size = classNames.length;
  const side = Math.max(LEAST_SIDE, Math.min(MOST_SIDE, Math.floor(EXTENT / size)));
  const extent = side * size;
  const shown = classNames.map(clipped);
  const margin = 10 + LETTER * Math.max(...shown.map((name) => name.length));
  const [left, top] = [margin, margin + GAP];
  const images = new Map(classes.map((one) => [one.index, one.images]));
  const fields = confusions.labels.flatMap((row, i) => {
    const count = confusions.first[i]! - confusions.second[i]!;
    return count === 0
      ? []
      : drawField(count, {
          share: Math.abs(count) / images.get(row)!,
          side,
          x: left + confusions.predictions[i]! * side,
          y: top + row * side,
        });
  });
  const font = { 'font-size': Math.min(FONT_SIZE, side - 0.5) };
  const svg = [
    svgLabel(nameOfPart(part), { x: 8, y: 8, 'font-weight': 'bold' }),
    svgElement('rect', {
      x: left,
      y: top,
      width: extent,
      height: extent,
      fill: '#ffffff',
      stroke: '#444444',
      'stroke-width': 0.5,
    }),
    ...fields,
    svgElement('path', {
      ...{ d: classNames.map((_, i) => `M${left + i * side},${top + i * side}h${side}v${side}h${-side}Z`).join('') },
      ...{ fill: 'none', stroke: '#999999', 'stroke-width': 0.3 },
    }),
    ...shown.flatMap((name, i) => {
      const middle = (i + 0.5) * side;
      return [
        svgLabel(name, { x: left - 3, y: top + middle + font['font-size'] / 3, 'text-anchor': 'end', ...font }),
        svgLabel(name, {
          x: 0,
          y: 0,
          transform: `translate(${left + middle + font['font-size'] / 3},${top - 3}) rotate(-90)`,
          ...font,
        }),
      ];
    }),
  ];
  return { svg, width: left + extent + 8, height: top + extent };
}

function drawField(
  count: number,
  { share, side, x, y }: { readonly share: number; readonly side: number; readonly x: number; readonly y: number },
): string[] {
  const fill = { fill: count > 0 ? GAINS : LOSSES, 'fill-opacity': 0.08 + 0.92 * share };
  const field = svgElement('rect', { x, y, width: side, height: side, ...fill });
  if (side < SIDE_FOR_COUNTS) return [field];
  const ink = share > 0.5 ? { fill: '#ffffff' } : {};
  const text = count > 0 ? `+${count}` : `−${-count}`;
  return [
    field,
    svgLabel(text, { x: x + side / 2, y: y + side / 2 + 2, 'text-anchor': 'middle', 'font-size': 6, ...ink }),
  ];
}

function clipped(name: string): string {
  const letters = [...name];
  return letters.length <= MOST_LETTERS ? name : `${letters.slice(0, MOST_LETTERS - 1).join('')}…`;
}
