import type { PythonRandom } from '@shotbench/datasets';

/** How an icon lies on a canvas: mirrored first, then scaled, turned and moved. */
export interface Pose {
  /** Side of the icon in sides of the canvas. */
  readonly scale: number;
  /** Radians, clockwise on the screen. */
  readonly angle: number;
  /** To the right and downwards, in sides of the canvas. */
  readonly shiftX: number;
  readonly shiftY: number;
  /** Left and right exchanged. */
  readonly flip: boolean;
}

/** The icon fills the canvas as it is. */
export const UPRIGHT: Pose = { scale: 1, angle: 0, shiftX: 0, shiftY: 0, flip: false };

/** What poses are drawn from, each quantity uniform and independent of the others. */
export interface PoseRanges {
  /** Smallest and largest. */
  readonly scale: readonly [number, number];
  /** The largest angle either way, in radians. */
  readonly angle: number;
  /** The largest shift either way and along either axis, in sides of the canvas. */
  readonly shift: number;
  /** Whether every second icon is mirrored. */
  readonly flip: boolean;
}

const degrees = (angle: number): number => (angle * Math.PI) / 180;

/** Of pretraining images. Pass `flip: false` for icons whose caption knows left from right. */
export const TRAINING_POSE: PoseRanges = { scale: [0.6, 1.1], angle: degrees(20), shift: 0.14, flip: true };

/** Of the built-in datasets' images: inside the pretraining's, so that no pose is new to the encoder. */
export const DATASET_POSE: PoseRanges = { scale: [0.6, 1], angle: degrees(18), shift: 0.12, flip: true };

/** Draws a pose; takes five numbers from `random` whatever the ranges are. */
export function randomPose(random: PythonRandom, { scale: [low, high], angle, shift, flip }: PoseRanges): Pose {
  const within = (from: number, to: number): number => from + (to - from) * random.random();
  return {
    scale: within(low, high),
    angle: within(-angle, angle),
    shiftX: within(-shift, shift),
    shiftY: within(-shift, shift),
    flip: random.random() < 0.5 && flip,
  };
}
