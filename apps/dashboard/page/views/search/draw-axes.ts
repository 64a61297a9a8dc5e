import { type BrushBehavior, brushSelection, brushY, drag, select, type Selection } from 'd3';

import type { Axis } from '@shotbench/tracker/trial-axes';
import type { AxisScale } from '@shotbench/tracker/trial-axis-scale';
import type { Brush, Brushes } from './search-address.ts';

export interface AxisPlace {
  readonly axis: Axis;
  readonly x: number;
  readonly scale: AxisScale;
  /** Whether some trial has no value here. */
  readonly hasGaps: boolean;
}

export interface DrawAxesOptions {
  readonly top: number;
  readonly bottom: number;
  /** Where lines go that have no value. */
  readonly noValueAt: number;
  readonly brushes: Brushes;
  /** The axis that lines have their colours from. */
  readonly colouredId: string | undefined;
  /** Called as a brush moves, and once more with `done` when it is let go; without a brush where all is chosen. */
  readonly onBrush: (id: string, brush: Brush | undefined, done: boolean) => void;
  /** Called with the ids in their new order once an axis was dragged to another place. */
  readonly onOrder: (ids: readonly string[]) => void;
}

/** Half the width of what takes a brush. */
const REACH = 11;
const LONGEST_TITLE = 20;
const COLOUR_STEPS = 24;

type Group = Selection<SVGGElement, unknown, null, undefined>;

/** Draws the axes in place, by their ids: one that is being brushed stays as it is. */
export function drawAxes(root: Group, places: readonly AxisPlace[], options: DrawAxesOptions): void {
  root
    .selectAll<SVGGElement, AxisPlace>('g.trial-axis')
    .data(places, ({ axis }) => axis.id)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'trial-axis');
      group.append('path').attr('class', 'axis');
      group.append('g').attr('class', 'ramp');
      group.append('g').attr('class', 'ticks');
      group.append('text').attr('class', 'title').attr('y', 18).append('title');
      group.select('.title').append('tspan');
      group.append('text').attr('class', 'gap');
      group.append('g').attr('class', 'brush');
      return group;
    })
    .attr('data-axis', ({ axis }) => axis.id)
    .attr('transform', ({ x }) => `translate(${x},0)`)
    .each(function (place) {
      drawAxis(select(this), place, options);
      enableBrush(select(this).select<SVGGElement>('.brush'), place, options);
      enableDrag(this, places, options);
    });
}

function drawAxis(group: Group, { axis, scale, hasGaps }: AxisPlace, options: DrawAxesOptions): void {
  const { top, bottom, noValueAt, colouredId } = options;
  group.select('.axis').attr('d', `M0,${top}V${bottom}`);
  group.select('.title title').text(`${axis.title}: drag to move this axis`);
  group.select('.title tspan').text(shortened(axis.title));
  group
    .select('.gap')
    .attr('y', noValueAt + 14)
    .text(hasGaps ? (axis.isOutcome ? 'diverged or none' : 'not set') : '');
  group
    .select('.ticks')
    .selectAll<SVGTextElement, AxisScale['ticks'][number]>('text')
    .data(scale.ticks)
    .join('text')
    .attr('x', -8)
    .attr('y', ({ at }) => at)
    .attr('dy', '0.35em')
    .text(({ text }) => shortened(text));
  const height = (bottom - top) / COLOUR_STEPS;
  group
    .select('.ramp')
    .selectAll<SVGRectElement, number>('rect')
    .data(axis.id === colouredId ? Array.from({ length: COLOUR_STEPS }, (_, i) => i) : [])
    .join('rect')
    .attr('x', 2)
    .attr('width', 7)
    .attr('y', (i) => bottom - (i + 1) * height)
    .attr('height', height + 0.5)
    .style('--level', (i) => i / (COLOUR_STEPS - 1));
}

const BRUSHES = new WeakMap<SVGGElement, BrushBehavior<unknown>>();
const MOVING = new WeakSet<SVGGElement>();

function enableBrush(
  group: Selection<SVGGElement, unknown, null, undefined>,
  place: AxisPlace,
  options: DrawAxesOptions,
): void {
  const { axis } = place;
  const { top, bottom, brushes, onBrush } = options;
  const node = group.node()!;
  let behaviour = BRUSHES.get(node);
  if (behaviour === undefined) {
    behaviour = brushY<unknown>().extent([
      [-REACH, top - 1],
      [REACH, bottom + 1],
    ]);
    BRUSHES.set(node, behaviour);
    group.call(behaviour);
  }
  // What is dragged is a trial’s value, not a picture: only a pointer’s own moves count.
  behaviour.on(
    'start brush end',
    (event: { type: string; sourceEvent: unknown; selection: [number, number] | null }) => {
      if (!event.sourceEvent) return;
      if (event.type === 'end') MOVING.delete(node);
      else MOVING.add(node);
      if (event.type === 'start') return;
      onBrush(axis.id, event.selection === null ? undefined : brushOf(place, event.selection), event.type === 'end');
    },
  );
  if (MOVING.has(node)) return;
  const wanted = selectionOf(place, brushes.get(axis.id), options);
  const now = brushSelection(node) as [number, number] | null;
  const isThere = wanted && now && wanted.every((end, i) => Math.abs(end - now[i]!) < 0.5);
  if (!isThere && (wanted !== null || now !== null)) behaviour.move(group, wanted);
}

/** What the part of an axis from one height to another chooses. */
function brushOf({ axis, scale }: AxisPlace, [upper, lower]: readonly [number, number]): Brush {
  if (scale.valueAt) return [rounded(scale.valueAt(lower)), rounded(scale.valueAt(upper))];
  return axis.values.map(String).filter((value) => {
    const at = scale.position(value);
    return at >= upper && at <= lower;
  });
}

/** The part of an axis that a brush chooses; null for none, or for categories that do not lie side by side. */
function selectionOf(
  { axis, scale }: AxisPlace,
  brush: Brush | undefined,
  { top, bottom }: DrawAxesOptions,
): [number, number] | null {
  if (brush === undefined) return null;
  const within = (y: number) => Math.min(bottom + 1, Math.max(top - 1, y));
  if (axis.kind === 'number') {
    const [least, most] = brush as readonly [number | null, number | null];
    const at = (end: number | null, open: number) => {
      if (end === null) return open;
      const y = scale.position(end);
      return Number.isFinite(y) ? within(y) : open;
    };
    return [at(most, top - 1), at(least, bottom + 1)];
  }
  const places = axis.values
    .map(String)
    .flatMap((value, i) => ((brush as readonly string[]).includes(value) ? [i] : []));
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined || last - first !== places.length - 1) return null;
  const reach = 8;
  return [within(scale.position(axis.values[last]!) - reach), within(scale.position(axis.values[first]!) + reach)];
}

/** Four digits are what a pointer can tell; ends are as they are seen. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function enableDrag(group: SVGGElement, places: readonly AxisPlace[], { onOrder }: DrawAxesOptions): void {
  const title = select(group).select<SVGTextElement>('.title');
  const id = group.dataset['axis'];
  let x = 0;
  title.call(
    drag<SVGTextElement, unknown>()
      .container(group.ownerSVGElement!)
      .on('start', () => {
        x = places.find(({ axis }) => axis.id === id)!.x;
        select(group).classed('dragged', true);
      })
      .on('drag', ({ dx }: { dx: number }) => {
        x += dx;
        select(group).attr('transform', `translate(${x},0)`);
      })
      .on('end', () => {
        select(group).classed('dragged', false);
        const moved = places.map((place) => ({ id: place.axis.id, at: place.axis.id === id ? x : place.x }));
        const order = moved.sort((a, b) => a.at - b.at).map((one) => one.id);
        if (order.some((one, i) => one !== places[i]!.axis.id)) onOrder(order);
        else select(group).attr('transform', `translate(${places.find(({ axis }) => axis.id === id)!.x},0)`);
      }),
  );
}

function shortened(text: string): string {
  return text.length <= LONGEST_TITLE ? text : `${text.slice(0, LONGEST_TITLE - 1)}…`;
}
