import { scaleBand, select } from 'd3';

import type { ComparedPart } from '../../../../src/views/compare/runs-compared.ts';
import { element } from '../../../parts/dom.ts';
import { clipped } from '../clipped.ts';
import { signed } from '../sign.ts';
import type { Matrix } from './confusions.ts';

/** Beyond this, fields are too small to be told apart. */
export const MOST_CLASSES = 60;

interface Field {
  readonly label: number;
  readonly prediction: number;
  /** Of the images of the label, −1 to 1. */
  readonly share: number;
  readonly count: number;
}

/** A confusion matrix as a heat map, rows divided by their numbers of images; or one such less the other. */
export function drawConfusionMap(container: HTMLElement, part: ComparedPart, matrix: Matrix): void {
  const { classNames } = part;
  const size = classNames.length;
  const side = Math.max(9, Math.min(34, Math.floor(560 / size)));
  const names = Math.min(170, 8 + 6.2 * Math.max(...classNames.map((name) => Math.min(24, [...name].length))));
  const extent = side * size;
  const place = scaleBand(
    classNames.map((_, i) => i),
    [0, extent],
  );
  const readout = element('p', { class: 'map-readout', 'aria-hidden': 'true' }, '\u00a0');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  container.replaceChildren(svg, readout);
  const root = select(svg)
    .attr('width', names + extent + 8)
    .attr('height', names + extent + 8)
    .attr('role', 'img')
    .attr('aria-label', `Confusion matrix of ${size} classes, ${matrix}; the list below has its numbers.`)
    .append('g')
    .attr('transform', `translate(${names},${names})`);
  root.append('rect').attr('class', 'paper').attr('width', extent).attr('height', extent);
  const fields = fieldsOf(part, matrix);
  root
    .selectAll('rect.field')
    .data(fields)
    .join('rect')
    .attr('class', ({ share }) => `field ${share < 0 ? 'b' : 'a'}`)
    .attr('x', ({ prediction }) => place(prediction)!)
    .attr('y', ({ label }) => place(label)!)
    .attr('width', side)
    .attr('height', side)
    .style('fill-opacity', ({ share }) => 0.08 + 0.92 * Math.abs(share))
    .on('pointerenter', (_, field: Field) => {
      readout.textContent = describe(field, part, matrix);
    });
  root
    .selectAll('path.diagonal')
    .data(classNames)
    .join('path')
    .attr('class', 'diagonal')
    .attr('d', (_, i) => `M${place(i)},${place(i)}h${side}v${side}h${-side}Z`);
  if (side >= 18) {
    root
      .selectAll('text.count')
      .data(fields.filter(({ count }) => count !== 0))
      .join('text')
      .attr('class', ({ share }) => (Math.abs(share) > 0.5 ? 'count over' : 'count'))
      .attr('x', ({ prediction }) => place(prediction)! + side / 2)
      .attr('y', ({ label }) => place(label)! + side / 2)
      .attr('dy', '0.35em')
      .text(({ count }) => (matrix === 'A − B' ? signed(count, 0) : String(count)));
  }
  const font = Math.min(12, side - 1);
  const label = (name: string, x: number, y: number, turn: number): void => {
    const text = root
      .append('text')
      .attr('class', 'class-name')
      .attr('transform', `translate(${x},${y}) rotate(${turn})`)
      .attr('dy', '0.35em')
      .style('font-size', `${font}px`)
      .style('text-anchor', turn === 0 ? 'end' : 'start')
      .text(clipped(name, 24));
    text.append('title').text(name);
  };
  classNames.forEach((name, i) => {
    label(name, -5, place(i)! + side / 2, 0);
    label(name, place(i)! + side / 2, -5, -90);
  });
}

function fieldsOf(
  { confusions: { labels, predictions, first, second }, classes }: ComparedPart,
  matrix: Matrix,
): Field[] {
  const images = new Map(classes.map((one) => [one.index, one.images]));
  return labels.flatMap((label, i): Field[] => {
    const count = matrix === 'A' ? first[i]! : matrix === 'B' ? second[i]! : first[i]! - second[i]!;
    if (count === 0) return [];
    return [{ label, prediction: predictions[i]!, count, share: count / images.get(label)! }];
  });
}

function describe({ label, prediction, count, share }: Field, { classNames }: ComparedPart, matrix: Matrix): string {
  const percent = `${(100 * Math.abs(share)).toFixed(1)} % of the class`;
  const what = label === prediction ? 'taken for itself' : `taken for ${classNames[prediction]}`;
  const number = matrix === 'A − B' ? `${signed(count, 0)} images in A over B` : `${count} images of ${matrix}`;
  return `${classNames[label]} ${what}: ${number}, ${percent}`;
}
