/** A text beside a point. */
export interface LabelRequest {
  /** The point. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface PlacedLabel {
  /** Which of the requests. */
  readonly index: number;
  readonly text: string;
  /** Where the base line starts, is centred or ends. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PlaceLabelsOptions {
  readonly fontSize: number;
  /** Where labels may be. */
  readonly within: Box;
  /** What they must not cover. */
  readonly obstacles: readonly Box[];
}

/** Of a letter, about, as a part of the font's size: nothing here can measure text. */
const LETTER_WIDTH = 0.58;
/** Between a point and its label, as a part of the font's size. */
const GAP = 0.75;

/** Labels beside their points that cover neither each other nor an obstacle. Those for which there is no room are left out. */
export function placeLabels(requests: readonly LabelRequest[], options: PlaceLabelsOptions): PlacedLabel[] {
  const { fontSize, within, obstacles } = options;
  const taken: Box[] = [...obstacles];
  const placed: PlacedLabel[] = [];
  for (const [index, request] of requests.entries()) {
    for (const label of candidates({ ...request, index }, fontSize)) {
      const box = labelBox(label, fontSize);
      if (!isInside(box, within) || taken.some((other) => overlap(box, other))) continue;
      placed.push(label);
      taken.push(box);
      break;
    }
  }
  return placed;
}

/** The place that a label takes. */
export function labelBox({ x, y, text, anchor }: PlacedLabel, fontSize: number): Box {
  const width = text.length * LETTER_WIDTH * fontSize;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - 0.8 * fontSize, bottom: y + 0.25 * fontSize };
}

/** From the best place on: a little above beside the point, where neither the staircase of a front nor an interval passes, then the other sides. */
function candidates({ x, y, text, index }: LabelRequest & { readonly index: number }, fontSize: number): PlacedLabel[] {
  const gap = GAP * fontSize;
  const [above, level, below] = [y - gap, y + 0.3 * fontSize, y + gap + 0.7 * fontSize];
  const at = (anchor: PlacedLabel['anchor'], dx: number, baseline: number): PlacedLabel => {
    return { index, text, anchor, x: x + dx, y: baseline };
  };
  const beside = y - 0.5 * gap;
  return [
    ...[at('end', -0.7 * gap, beside), at('start', 0.7 * gap, beside), at('end', -gap, level)],
    ...[at('end', gap, above), at('middle', 0, above), at('start', -gap, above), at('start', gap, below)],
    ...[at('start', gap, level + 0.9 * fontSize), at('middle', 0, below)],
    ...[at('end', gap, above - fontSize), at('start', -gap, below + fontSize), at('start', gap, level)],
  ];
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function isInside(box: Box, within: Box): boolean {
  return box.left >= within.left && box.right <= within.right && box.top >= within.top && box.bottom <= within.bottom;
}
