import type { AnyMethod } from '@shotbench/few-shot';

/** Whether a method learns through an encoder, so that the model that made the features has to be at hand. */
export function needsModel({ needs }: Pick<AnyMethod, 'needs'>): boolean {
  return needs.includes('text-encoder') || needs.includes('image-encoder');
}
