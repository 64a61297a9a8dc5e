import { describe, expect, it } from 'vitest';

import { isBackboneOf, paperDataset } from './paper-names.ts';

describe('what papers mean', () => {
  it.each([
    ['ViT-B/16', 'ViT-B/16', true],
    ['ViT-B/16', 'ViT-B-16', true],
    ['ViT-B/16', 'clip-vit-base-patch16', true],
    ['RN50', 'OpenAI CLIP RN50', true],
    ['RN50', 'RN101', false],
    ['ViT-B/16', 'ViT-B-16-laion2b', false],
  ])('by %s: is it %s? %s', (paper, ours, expected) => {
    expect(isBackboneOf(paper, ours)).toBe(expected);
  });

  it.each([
    ['dtd', 'dtd'],
    ['dtd-RN50', 'dtd'],
    ['imagenet-RN50-taskres', 'imagenet'],
    ['oxford-pets-tip', 'oxford-pets'],
    ['dtd-ViT-B-16', undefined],
    ['dtd@12345678', undefined],
    ['my-dtd', undefined],
  ])('by the set %s on RN50: %s', (set, expected) => {
    expect(paperDataset(set, 'RN50')).toBe(expected);
  });
});
