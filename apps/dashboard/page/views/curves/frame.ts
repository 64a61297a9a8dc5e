/** A panel in its own units, and the margins of the plot in it. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const MARGINS = { top: 10, right: 14, bottom: 36, left: 34 } as const;

/** Of a small multiple, which the page scales. */
export const SMALL: Frame = { width: 320, height: 220, ...MARGINS };

/** Of an enlarged panel, whose units are pixels. */
export function largeFrame(width: number): Frame {
  return { width: Math.max(240, width), height: width < 600 ? 300 : 460, ...MARGINS, left: 42 };
}

/** Where the horizontal axis is. */
export function baseOf({ height, bottom }: Frame): number {
  return height - bottom;
}
