import { errorOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { parsePreprocessConfig } from './parse-preprocess-config.ts';
import { openaiPreprocess } from './preprocess-config.ts';

const parse = (members: object) => parsePreprocessConfig(JSON.stringify(members), 'preprocessor_config.json');

/** The members of openai/clip-vit-base-patch32. */
const OLD = {
  crop_size: 224,
  do_center_crop: true,
  do_normalize: true,
  do_resize: true,
  feature_extractor_type: 'CLIPFeatureExtractor',
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
  resample: 3,
  size: 224,
};
/** The members of openai/clip-vit-large-patch14-336 as a new transformers saves them. */
const NEW = {
  ...OLD,
  feature_extractor_type: undefined,
  image_processor_type: 'CLIPImageProcessorFast',
  crop_size: { height: 336, width: 336 },
  size: { shortest_edge: 336 },
  default_to_square: false,
  do_convert_rgb: true,
  do_rescale: true,
  rescale_factor: 0.00392156862745098,
  device: null,
  do_pad: null,
};
const likeOpenai = (size: number) => ({ ...openaiPreprocess(size), rgbFirst: true });

describe('a file', () => {
  it('of old times says what OpenAI does, with RGB first', () => {
    expect(parse(OLD)).toEqual(likeOpenai(224));
  });

  it('of today as well', () => {
    expect(parse(NEW)).toEqual(likeOpenai(336));
  });

  it('that says nothing has the defaults', () => {
    expect(parse({})).toEqual(likeOpenai(224));
    expect(parse({ size: null, crop_size: null, resample: null, image_mean: null })).toEqual(likeOpenai(224));
  });

  it('can crop less than it resizes to', () => {
    expect(parse({ ...OLD, size: 256 })).toEqual({ ...likeOpenai(224), resize: { side: 'shorter', to: 256 } });
  });

  it('can squash both sides', () => {
    const squashed = { ...likeOpenai(224), resize: { side: 'both', to: 224 } };
    expect(parse({ size: { height: 224, width: 224 }, do_center_crop: false })).toEqual(squashed);
    expect(parse({ size: 224, default_to_square: true })).toEqual(squashed);
  });

  it('can leave steps out', () => {
    expect(parse({ ...OLD, do_resize: false }).resize).toBeNull();
    expect(parse({ ...OLD, do_convert_rgb: false }).rgbFirst).toBe(false);
    expect(parse({ ...NEW, do_rescale: false }).rescale).toBe(1);
    expect(parse({ ...OLD, do_normalize: false })).toMatchObject({ mean: [0, 0, 0], std: [1, 1, 1] });
  });

  it('can ask for bilinear', () => {
    expect(parse({ ...OLD, resample: 2 }).filter).toBe('bilinear');
  });
});

describe('refuses', () => {
  it.each([
    [{ ...OLD, resample: 1 }, 'has resample 1; expected 3 (bicubic) or 2 (bilinear); correct the file'],
    [{ ...OLD, crop_size: 256 }, 'has crop_size 256 and size 224; expected a crop no larger than the resized image'],
    [{ ...OLD, crop_size: { height: 224, width: 200 } }, 'has crop_size 224 × 200 (height × width); expected a square'],
    [{ size: { height: 32, width: 64 } }, 'has size 32 × 64 (height × width); expected a square'],
    [{ ...OLD, do_center_crop: false }, 'has do_center_crop false and no size of {"height", "width"}; expected one'],
    [{ ...OLD, image_std: [0.2, 0, 0.2] }, 'has image_std 0.2, 0, 0.2; expected positive numbers'],
    [{ ...OLD, image_mean: [0.5] }, ': image_mean: '],
    [{ ...OLD, size: -3 }, ': size: '],
    [{ ...OLD, size: '224' }, ': size: '],
    [{ ...OLD, feature_extractor_type: 'ViTFeatureExtractor' }, 'is for "ViTFeatureExtractor"; expected a CLIPImage'],
  ])('%j', (members, message) => {
    const error = errorOf(() => parse(members));
    expect(error.code).toBe('PREPROCESS_CONFIG');
    expect(error.message).toMatch(/^preprocessor_config\.json/);
    expect(error.message).toContain(message);
  });

  it.each(['', '{"size": 224', 'null', '[]'])('text that is no object: %j', (text) => {
    const error = errorOf(() => parsePreprocessConfig(text, 'a/preprocessor_config.json'));
    expect(error.code).toBe('PREPROCESS_CONFIG');
    expect(error.message).toContain('a/preprocessor_config.json');
    expect(error.message).not.toContain('\n');
  });
});
