import { oneLine } from '@shotbench/errors';
import sharp from 'sharp';

import { CHANNELS, ICON_SIZE } from '../icons/icon.ts';
import type { Drawing } from './read-vendor.ts';

/** Transparent pixels on every side, so that no picture is cut where it is turned a little. */
const MARGIN = 2;
/** Below this alpha nothing is seen; a picture of such pixels only is animated and starts invisible. */
const VISIBLE = 16;

/** Pixels [64, 64, 4] as RGB and straight alpha, or why there are none. */
export type Raster = { readonly pixels: Uint8Array } | { readonly problem: string };

/** Draws an icon into the middle of a square, as large as its proportions allow. Renders at the final size, so nothing is resampled. */
export async function rasterise(drawing: Drawing): Promise<Raster> {
  try {
    const pixels = await sharp(Buffer.from(squareSvg(drawing)))
      .ensureAlpha()
      .raw()
      .toBuffer();
    if (pixels.length !== ICON_SIZE * ICON_SIZE * CHANNELS) return { problem: `came out with ${pixels.length} bytes` };
    const isSeen = pixels.some((value, i) => i % CHANNELS === CHANNELS - 1 && value >= VISIBLE);
    return isSeen ? { pixels } : { problem: 'came out invisible' };
  } catch (error) {
    return { problem: oneLine(error) };
  }
}

/** A drawing as a document of 64 × 64 pixels. */
export function squareSvg({ body, left, top, width, height, hFlip }: Drawing): string {
  const inner = ICON_SIZE - 2 * MARGIN;
  const flipped = hFlip ? `<g transform="translate(${2 * left + width} 0) scale(-1 1)">${body}</g>` : body;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${ICON_SIZE}" height="${ICON_SIZE}">` +
    `<svg x="${MARGIN}" y="${MARGIN}" width="${inner}" height="${inner}" viewBox="${left} ${top} ${width} ${height}" ` +
    `preserveAspectRatio="xMidYMid meet" color="#000">${flipped}</svg></svg>`
  );
}
