import { brush, type BrushBehavior, type D3BrushEvent, select } from 'd3';

import type { Scales } from './axes.ts';
import { baseOf } from './frame.ts';
import type { Zoom } from './zoom.ts';

/** Lets the pointer draw a rectangle over an enlarged panel. */
export interface PanelBrush {
  update(scales: Scales): void;
  remove(): void;
}

/**
 * Calls `onZoom` with what a rectangle holds: the shot counts in it, all where there are none, and its accuracies.
 * @param slider the panel's probe, which goes on reading below the brush.
 */
export function attachBrush(slider: HTMLElement, onZoom: (zoom: Zoom) => void): PanelBrush {
  const svg = select(slider).insert('svg', ':first-child').attr('class', 'brush');
  const group = svg.append('g');
  let behaviour: BrushBehavior<unknown> | undefined;

  return {
    update: (scales) => {
      const { frame } = scales;
      svg.attr('viewBox', `0 0 ${frame.width} ${frame.height}`);
      behaviour ??= brush();
      behaviour
        // Fingers scroll.
        .touchable(false)
        .extent([
          [frame.left, frame.top],
          [frame.width - frame.right, baseOf(frame)],
        ])
        .on('end', ({ selection, sourceEvent }: D3BrushEvent<unknown>) => {
          if (!selection || !sourceEvent) return;
          const zoom = zoomOf(selection as Rectangle, scales);
          group.call((drawn) => behaviour!.clear(drawn));
          onZoom(zoom);
        });
      group.call(behaviour);
    },
    remove: () => void svg.remove(),
  };
}

type Rectangle = [[number, number], [number, number]];

function zoomOf([[left, top], [right, bottom]]: Rectangle, { x, y }: Scales): Zoom {
  const inside = x.ticks.filter((count) => left <= x.position(count) && x.position(count) <= right);
  const shown = inside.length === 0 ? x.ticks : inside;
  return { shots: [shown[0]!, shown.at(-1)!], accuracy: [y.invert(bottom), y.invert(top)] };
}
