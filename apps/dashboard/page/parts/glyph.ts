import { create, symbol } from 'd3';

import type { SeriesStyle } from './series-styles.ts';

const [WIDTH, HEIGHT] = [26, 12];

/** A small picture of a line, which ties names to curves; `printed` as papers' numbers are drawn. */
export function glyph({ colour, symbol: shape, dash }: SeriesStyle, kind: 'ours' | 'printed' = 'ours'): SVGSVGElement {
  const svg = create('svg')
    .attr('class', `glyph ${colour}${kind === 'printed' ? ' printed' : ''}`)
    .attr('viewBox', `0 0 ${WIDTH} ${HEIGHT}`)
    .attr('width', WIDTH)
    .attr('height', HEIGHT)
    .attr('aria-hidden', 'true');
  svg
    .append('path')
    .attr('class', 'line')
    .attr('stroke-dasharray', kind === 'ours' && dash !== '' ? dash : null)
    .attr('d', `M1,${HEIGHT / 2}H${WIDTH - 1}`);
  svg
    .append('path')
    .attr('class', 'mark')
    .attr('d', symbol(shape, kind === 'ours' ? 40 : 26)())
    .attr('transform', `translate(${WIDTH / 2},${HEIGHT / 2})`);
  return svg.node() as SVGSVGElement;
}
