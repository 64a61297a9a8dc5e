import fc from 'fast-check';
import { expect, it } from 'vitest';

import { labelBox, overlap, placeLabels } from './place-labels.ts';

it('places labels that cover neither each other nor an obstacle, within the frame', () => {
  const point = fc.record({
    x: fc.double({ min: 10, max: 290, noNaN: true }),
    y: fc.double({ min: 10, max: 190, noNaN: true }),
    text: fc.string({ minLength: 1, maxLength: 25 }),
  });
  const within = { left: 0, right: 300, top: 0, bottom: 200 };
  let [wanted, placed] = [0, 0];
  fc.assert(
    fc.property(fc.array(point, { maxLength: 25 }), (points) => {
      const obstacles = points.map(({ x, y }) => ({ left: x - 3, right: x + 3, top: y - 3, bottom: y + 3 }));
      const labels = placeLabels(points, { fontSize: 7, within, obstacles });
      const boxes = labels.map((label) => labelBox(label, 7));
      for (const [i, box] of boxes.entries()) {
        expect(obstacles.some((other) => overlap(box, other))).toBe(false);
        expect(boxes.slice(i + 1).some((other) => overlap(box, other))).toBe(false);
        expect(box.left >= 0 && box.right <= 300 && box.top >= 0 && box.bottom <= 200).toBe(true);
        expect(labels[i]!.text).toBe(points[labels[i]!.index]!.text);
      }
      wanted += points.length;
      placed += labels.length;
    }),
  );
  expect(placed / wanted).toBeGreaterThan(0.5);
});
