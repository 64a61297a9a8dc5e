import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Icon } from '../src/icons/icon.ts';
import { ICONS_FILE, PIXELS_FILE } from '../src/icons/icon-set.ts';

const SIZE = 16;

const COLOURS: Readonly<Record<string, readonly [number, number, number]>> = {
  red: [220, 40, 40],
  green: [40, 180, 60],
  blue: [40, 70, 220],
  yellow: [230, 210, 50],
  black: [20, 20, 20],
  white: [245, 245, 245],
};

/** Whether a place, −1 … 1 along both axes, belongs to the shape. */
const SHAPES: Readonly<Record<string, (x: number, y: number) => boolean>> = {
  circle: (x, y) => Math.hypot(x, y) < 0.8,
  square: (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.7,
  ring: (x, y) => Math.hypot(x, y) < 0.9 && Math.hypot(x, y) > 0.5,
  cross: (x, y) => Math.min(Math.abs(x), Math.abs(y)) < 0.25 && Math.max(Math.abs(x), Math.abs(y)) < 0.9,
  bar: (x, y) => Math.abs(y) < 0.3 && Math.abs(x) < 0.9,
  diamond: (x, y) => Math.abs(x) + Math.abs(y) < 0.9,
};

/**
 * Writes an icon set of coloured shapes, 36 concepts of one emoji and one other icon each, small and quick to learn.
 * @returns the folder.
 */
export function writeShapeIcons(folder: string): string {
  const icons: Icon[] = [];
  const pixels: Uint8Array[] = [];
  for (const [shape, isInside] of Object.entries(SHAPES)) {
    for (const [colour, rgb] of Object.entries(COLOURS)) {
      for (const isEmoji of [true, false]) {
        icons.push(iconOf(shape, colour, isEmoji));
        pixels.push(drawn(isInside, rgb));
      }
    }
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, ICONS_FILE), JSON.stringify({ size: SIZE, icons }));
  writeFileSync(join(folder, PIXELS_FILE), Buffer.concat(pixels));
  return folder;
}

function iconOf(shape: string, colour: string, isEmoji: boolean): Icon {
  const label = `${colour} ${shape}`;
  return {
    vendor: isEmoji ? 'emoji' : 'icons',
    name: label.replace(' ', '-'),
    hexcode: isEmoji ? label : null,
    label,
    tags: isEmoji ? [colour, shape] : [],
    group: isEmoji ? 'symbols' : null,
    subgroup: isEmoji ? 'geometric' : null,
    skinTone: null,
    // Kinds are drawn apart and keys must not meet, so a square of the one kind is another concept than of the other.
    conceptName: isEmoji ? label : `${label} icon`,
    isHeldOutVendor: false,
    isNovel: false,
  };
}

function drawn(isInside: (x: number, y: number) => boolean, [r, g, b]: readonly [number, number, number]): Uint8Array {
  const rgba = new Uint8Array(SIZE * SIZE * 4);
  for (let i = 0; i < SIZE * SIZE; i++) {
    const [x, y] = [i % SIZE, Math.floor(i / SIZE)].map((at) => (2 * (at + 0.5)) / SIZE - 1) as [number, number];
    if (isInside(x, y)) rgba.set([r, g, b, 255], 4 * i);
  }
  return rgba;
}
