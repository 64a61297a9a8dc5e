import type { PythonRandom } from '@shotbench/datasets';

import type { Canvas } from './canvas.ts';
import { blobs, checker, type Field, linear, noise, radial, split, stripes } from './fields.ts';

/** Kinds of background and how often each is drawn. */
export const BACKGROUNDS = {
  white: 0.2,
  flat: 0.2,
  linear: 0.12,
  radial: 0.08,
  split: 0.1,
  stripes: 0.08,
  checker: 0.07,
  noise: 0.1,
  blobs: 0.05,
} as const;

export type BackgroundKind = keyof typeof BACKGROUNDS;

export interface BackgroundOptions {
  /** Colours are moved so far towards white: 0 (the default) leaves them, 1 makes every background white. */
  readonly lighten?: number;
}

const FIELDS: { readonly [Kind in BackgroundKind]?: (random: PythonRandom) => Field } = {
  linear,
  radial,
  split,
  stripes,
  checker,
  noise,
  blobs,
};

/** Draws a kind of background by {@link BACKGROUNDS} and paints it in colours uniform in RGB. */
export function randomBackground(random: PythonRandom, size: number, options: BackgroundOptions = {}): Canvas {
  return background(randomKind(random), random, { size, ...options });
}

/** Paints a background of the given kind. */
export function background(
  kind: BackgroundKind,
  random: PythonRandom,
  { size, lighten = 0 }: BackgroundOptions & { readonly size: number },
): Canvas {
  const rgb = new Uint8Array(3 * size * size).fill(255);
  if (kind === 'white') return { size, rgb };
  const colour = (): number[] => [0, 0, 0].map(() => 255 * (lighten + (1 - lighten) * random.random()));
  const [first, second] = [colour(), colour()];
  const field = FIELDS[kind]?.(random);
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const share = field === undefined ? 0 : field((x + 0.5) / size, (y + 0.5) / size);
      for (let channel = 0; channel < 3; channel++, at++) {
        rgb[at] = first[channel]! + share * (second[channel]! - first[channel]!) + 0.5;
      }
    }
  }
  return { size, rgb };
}

function randomKind(random: PythonRandom): BackgroundKind {
  let left = random.random();
  for (const [kind, probability] of Object.entries(BACKGROUNDS)) {
    left -= probability;
    if (left < 0) return kind as BackgroundKind;
  }
  // The probabilities may sum to a little less than 1 in floating point.
  return 'white';
}
