import { configError } from './config-error.ts';

/** OpenAI's models and open_clip's default have heads of this width. */
export const HEAD_WIDTH = 64;

/**
 * How many heads a transformer of OpenAI's has; weights do not tell (clip/model.py, build_model).
 * @throws ShotbenchError `CLIP_CONFIG` where OpenAI's rule does not apply.
 */
export function headsOfWidth(tower: string, width: number, file: string): number {
  if (width % HEAD_WIDTH === 0) return width / HEAD_WIDTH;
  throw configError(
    file,
    `the ${tower} width is ${width}, so the number of heads is unknown`,
    `a multiple of ${HEAD_WIDTH}, or a configuration file beside the weights that says how many heads there are`,
  );
}
