import { describeIssues, oneLine, ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

import type { FilterName } from '../resize/filters.ts';
import { openaiPreprocess, type PreprocessConfig } from './preprocess-config.ts';

const pixels = z.int().positive();
const sides = z.object({ height: pixels, width: pixels });
const perChannel = z.tuple([z.number(), z.number(), z.number()]).readonly();

/** Members that are not listed are ignored; null stands for a missing one, as newer files have it. */
const schema = z.object({
  image_processor_type: z.string().nullish(),
  feature_extractor_type: z.string().nullish(),
  do_resize: z.boolean().nullish(),
  size: z.union([pixels, z.object({ shortest_edge: pixels }), sides]).nullish(),
  default_to_square: z.boolean().nullish(),
  resample: z.int().nullish(),
  do_center_crop: z.boolean().nullish(),
  crop_size: z.union([pixels, sides]).nullish(),
  do_convert_rgb: z.boolean().nullish(),
  do_rescale: z.boolean().nullish(),
  rescale_factor: z.number().positive().nullish(),
  do_normalize: z.boolean().nullish(),
  image_mean: perChannel.nullish(),
  image_std: perChannel.nullish(),
});

type HuggingFaceConfig = z.infer<typeof schema>;

/** What `CLIPImageProcessor` does where a file says nothing (transformers, models/clip/image_processing_clip.py). */
const DEFAULT_SIZE = 224;
const DEFAULTS = openaiPreprocess(DEFAULT_SIZE);

/** Pillow's numbers of filters (`PIL.Image.Resampling`). */
const FILTER_OF: Readonly<Record<number, FilterName>> = { 2: 'bilinear', 3: 'bicubic' };

/** Other families have other defaults: a number as `size` means a square to `ViTImageProcessor`, for example. */
const CLIP_TYPE = /^CLIP(ImageProcessor|FeatureExtractor)/;

/**
 * Reads a `preprocessor_config.json` of Hugging Face's CLIP image processors, current and old spellings.
 *
 * Deviation: the centre crop is torchvision's, as OpenAI's is; transformers rounds an odd margin down instead of half
 * to even, which moves the crop by one pixel for some sizes.
 * Deviation: without `do_convert_rgb` images still become RGB in the end, since the encoder takes nothing else.
 *
 * @param json The text of the file.
 * @param file Name for messages.
 * @throws ShotbenchError `PREPROCESS_CONFIG`
 */
export function parsePreprocessConfig(json: string, file: string): PreprocessConfig {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw bad(`${file} is not JSON: ${oneLine(error)}`, 'expected a preprocessor_config.json', error);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw bad(`${file}: ${describeIssues(parsed.error)}`, 'expected the members of a CLIP preprocessor_config.json');
  }
  const config = parsed.data;
  const type = config.image_processor_type ?? config.feature_extractor_type;
  if (type != null && !CLIP_TYPE.test(type)) {
    throw bad(`${file} is for "${type}"`, 'expected a CLIPImageProcessor or CLIPFeatureExtractor');
  }
  const resize = resizeOf(config, file);
  const normalize = config.do_normalize ?? true;
  return {
    size: sizeOf(config, resize, file),
    resize,
    filter: filterOf(config, file),
    rgbFirst: config.do_convert_rgb ?? true,
    rescale: (config.do_rescale ?? true) ? (config.rescale_factor ?? DEFAULTS.rescale) : 1,
    mean: normalize ? (config.image_mean ?? DEFAULTS.mean) : [0, 0, 0],
    std: normalize ? nonZero(config.image_std ?? DEFAULTS.std, file) : [1, 1, 1],
  };
}

function resizeOf({ do_resize, size, default_to_square }: HuggingFaceConfig, file: string): PreprocessConfig['resize'] {
  if (do_resize === false) return null;
  if (size == null) return DEFAULTS.resize;
  if (typeof size === 'number') return { side: default_to_square === true ? 'both' : 'shorter', to: size };
  if ('shortest_edge' in size) return { side: 'shorter', to: size.shortest_edge };
  return { side: 'both', to: square(size, 'size', file) };
}

/** n, the side of what the encoder sees. */
function sizeOf(config: HuggingFaceConfig, resize: PreprocessConfig['resize'], file: string): number {
  if (config.do_center_crop === false) {
    if (resize?.side === 'both') return resize.to;
    throw bad(
      `${file} has do_center_crop false and no size of {"height", "width"}`,
      'expected one of the two, so that every image becomes the same square',
    );
  }
  const { crop_size } = config;
  const n = typeof crop_size === 'object' && crop_size !== null ? square(crop_size, 'crop_size', file) : crop_size;
  const crop = n ?? DEFAULT_SIZE;
  if (resize !== null && crop > resize.to) {
    throw bad(
      `${file} has crop_size ${crop} and size ${resize.to}`,
      'expected a crop no larger than the resized image',
    );
  }
  return crop;
}

function square({ height, width }: z.infer<typeof sides>, member: string, file: string): number {
  if (height === width) return height;
  throw bad(`${file} has ${member} ${height} × ${width} (height × width)`, 'expected a square');
}

function filterOf({ resample }: HuggingFaceConfig, file: string): FilterName {
  if (resample == null) return DEFAULTS.filter;
  const filter = FILTER_OF[resample];
  if (filter !== undefined) return filter;
  throw bad(`${file} has resample ${resample}`, 'expected 3 (bicubic) or 2 (bilinear)');
}

function nonZero(std: PreprocessConfig['std'], file: string): PreprocessConfig['std'] {
  if (std.every((deviation) => deviation > 0)) return std;
  throw bad(`${file} has image_std ${std.join(', ')}`, 'expected positive numbers');
}

function bad(what: string, expected: string, cause?: unknown): ShotbenchError {
  return new ShotbenchError('PREPROCESS_CONFIG', `${what}; ${expected}; correct the file`, { cause });
}
