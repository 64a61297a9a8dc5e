import type { FewShotTask } from '@shotbench/few-shot';
import { requireImages } from '@shotbench/few-shot';
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

/** What a step of an epoch reads of the training images with these numbers. */
export type ImageBatches = (rows: Int32Array, epoch: number) => Promise<Readonly<Record<string, HostTensor>>>;

/**
 * Random crops, `pixels` [B, 3, S, S], a new one in every epoch or V in turn. Where blocks are frozen and the crops come again, what these blocks make of them: `tokens`
 * [B, T, W], computed once.
 */
export function imageBatches(task: FewShotTask, options: ImageBatchesOptions): ImageBatches {
  const { methodId, settings, seed, frozenLayers, execution } = options;
  const { images } = requireImages(task, methodId);
  const { cropScale, views } = settings;
  const tokens =
    views !== null && frozenLayers > 0
      ? frozenTokens(task, { methodId, layers: frozenLayers, views, seed, cropScale, execution })
      : undefined;
  return async (rows, epoch) => {
    const view = views === null ? epoch : epoch % views;
    if (tokens) return { tokens: await tokens.of(rows, view) };
    return { pixels: await images.views(rows, { seed, view, scale: [cropScale, 1] }) };
  };
}
