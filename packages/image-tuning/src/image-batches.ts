import { type FewShotTask, requireImages } from '@shotbench/few-shot';
import type { ExecutionOptions, HostTensor } from '@shotbench/tensor';

import { frozenTokens } from './frozen-tokens.ts';
import type { ImageSettings } from './image-settings.ts';

export interface ImageBatchesOptions {
  readonly methodId: string;
  readonly settings: Pick<ImageSettings, 'cropScale' | 'views'>;
  readonly seed: number;
  /** L: the first blocks of the image encoder that no step changes. */
  readonly frozenLayers: number;
  readonly execution: ExecutionOptions;
}

/** What the steps of a training read of its images. */
export interface ImageBatches {
  /** What a batch calls it: `pixels` [B, 3, S, S] or `tokens` [B, T, W]. */
  readonly name: 'pixels' | 'tokens';
  /** @param rows of the training images. */
  read(rows: Int32Array, epoch: number): Promise<HostTensor>;
}

/** Random crops, a new one in every epoch or V in turn. Where blocks are frozen and the crops come again, what these blocks make of them, computed once. */
export function imageBatches(task: FewShotTask, options: ImageBatchesOptions): ImageBatches {
  const { methodId, settings, seed, frozenLayers, execution } = options;
  const { images } = requireImages(task, methodId);
  const { cropScale, views } = settings;
  const tokens =
    views !== null && frozenLayers > 0
      ? frozenTokens(task, { methodId, layers: frozenLayers, views, seed, cropScale, execution })
      : undefined;
  const viewOf = (epoch: number): number => (views === null ? epoch : epoch % views);
  if (tokens) return { name: 'tokens', read: (rows, epoch) => tokens.of(rows, viewOf(epoch)) };
  return {
    name: 'pixels',
    read: (rows, epoch) => images.views(rows, { seed, view: viewOf(epoch), scale: [cropScale, 1] }),
  };
}
