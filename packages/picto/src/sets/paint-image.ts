import { PythonRandom } from '@shotbench/datasets';

import { randomBackground } from '../composite/background.ts';
import type { Canvas } from '../composite/canvas.ts';
import { composite } from '../composite/composite.ts';
import { DATASET_POSE, randomPose } from '../composite/pose.ts';
import type { PlannedImage } from './image-plan.ts';
import { seedOf } from './seed-of.ts';
import type { SpriteLookup } from './sheets.ts';

/** Side of the datasets' images in pixels. */
export const IMAGE_SIZE = 64;

/** The picture that a plan asks for. */
export function paintImage({ sprite, key, flip, lighten }: PlannedImage, sprites: SpriteLookup): Canvas {
  const random = new PythonRandom(seedOf(key));
  const pose = randomPose(random, { ...DATASET_POSE, flip });
  const background = randomBackground(random, IMAGE_SIZE, { lighten });
  return { size: IMAGE_SIZE, rgb: composite(sprites(sprite), pose, background) };
}
