import type { Canvas, Sprite } from './canvas.ts';
import type { Pose } from './pose.ts';
import { type Filtered, prefilter } from './prefilter.ts';

/**
 * Lays an icon over a background: premultiplied bilinear samples under the inverse of the pose, of an icon that was
 * halved where it is shrunk by much. Pixel centres are at half-integers, so that an upright icon of the canvas's
 * size is reproduced exactly. What lies outside the canvas is cut off.
 *
 * @returns [size, size, 3] of the background's size, row by row; the background is not changed.
 */
export function composite(sprite: Sprite, pose: Pose, background: Canvas): Uint8Array {
  const icon = prefilter(sprite, sprite.size / (background.size * pose.scale));
  const rgb = Uint8Array.from(background.rgb);
  const { alongX, alongY, origin } = inverse(pose, background.size, icon.size);
  const size = background.size;
  // One object for all pixels: nothing is allocated in the loop.
  const place = { u: 0, v: 0 };
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at += 3) {
      place.u = origin.u + y * alongY.u + x * alongX.u;
      place.v = origin.v + y * alongY.v + x * alongX.v;
      blend(rgb, at, icon, place);
    }
  }
  return rgb;
}

/** A place in the icon, in its pixels from the middle of the border's first one. */
interface Place {
  readonly u: number;
  readonly v: number;
}

/** The affine map from pixels of the canvas to places of the icon. */
interface InverseMap {
  readonly alongX: Place;
  readonly alongY: Place;
  /** Of the canvas's first pixel. */
  readonly origin: Place;
}

function inverse({ scale, angle, shiftX, shiftY, flip }: Pose, canvasSize: number, iconSize: number): InverseMap {
  const step = iconSize / (canvasSize * scale);
  const [cos, sin, mirror] = [step * Math.cos(angle), step * Math.sin(angle), flip ? -1 : 1];
  const [left, top] = [0.5 - canvasSize * (0.5 + shiftX), 0.5 - canvasSize * (0.5 + shiftY)];
  const middle = iconSize / 2 + 0.5;
  return {
    alongX: { u: mirror * cos, v: -sin },
    alongY: { u: mirror * sin, v: cos },
    origin: { u: middle + mirror * (left * cos + top * sin), v: middle - left * sin + top * cos },
  };
}

/** Mixes the icon's colour at a place into three samples of a picture. */
function blend(rgb: Uint8Array, at: number, { size, texels }: Filtered, { u, v }: Place): void {
  // Bilinear samples reach one pixel: beyond the border there is nothing to mix in.
  if (!(u > 0 && v > 0 && u < size + 1 && v < size + 1)) return;
  const [column, line] = [u | 0, v | 0];
  const [right, below] = [u - column, v - line];
  const row = 4 * (size + 2);
  const i = line * row + 4 * column;
  const [a, b] = [(1 - right) * (1 - below), right * (1 - below)];
  const [c, d] = [(1 - right) * below, right * below];
  const alpha = a * texels[i + 3]! + b * texels[i + 7]! + c * texels[i + row + 3]! + d * texels[i + row + 7]!;
  if (alpha === 0) return;
  const through = 1 - alpha / 255;
  for (let channel = 0; channel < 3; channel++) {
    const j = i + channel;
    const colour = a * texels[j]! + b * texels[j + 4]! + c * texels[j + row]! + d * texels[j + row + 4]!;
    rgb[at + channel] = colour + through * rgb[at + channel]! + 0.5;
  }
}
