import {
  type Detail,
  type FewShotTask,
  type FitContext,
  type LabelledFeatures,
  type Protocol,
  requireValidation,
} from '@shotbench/few-shot';

import type { Blend, TipModel } from './blended-logits.ts';
import type { TipAdapterConfig } from './config.ts';
import { bestBlend, countGrid, gridOf } from './search.ts';

export interface ChooseBlendOptions {
  /** What α and β are searched on; without it they are those of the settings. */
  readonly images: LabelledFeatures | undefined;
  readonly config: TipAdapterConfig;
  /**
   * What the settings' α and β reach on the images. They are kept unless the search finds better: the released code reports the larger
   * one of both.
   */
  readonly atLeast?: { readonly validationAccuracy: number } | undefined;
  readonly context: FitContext;
}

/** α and β with what is worth recording of them. */
export interface Choice {
  readonly blend: Blend;
  readonly details: { readonly [key: string]: Detail };
}

/** α and β as given, or the first best of the grid on the images. */
export async function chooseBlend(model: TipModel, options: ChooseBlendOptions): Promise<Choice> {
  const { images, config, atLeast, context } = options;
  const given = { alpha: config.alpha, beta: config.beta };
  if (!images) return { blend: given, details: given };
  const grid = {
    alphas: gridOf(config.alphaScale, config.alphaSteps),
    betas: gridOf(config.betaScale, config.betaSteps),
  };
  const { correct, ...found } = bestBlend(grid, await countGrid(model, images, { ...grid, context }));
  const validationAccuracy = (100 * correct) / images.labels.length;
  if (atLeast && atLeast.validationAccuracy >= validationAccuracy) {
    return { blend: given, details: { ...given, validationAccuracy: atLeast.validationAccuracy } };
  }
  return { blend: found, details: { ...found, validationAccuracy } };
}

/** The images that α and β are to be searched on; none for `fixed`. */
export function imagesToChooseOn(
  task: FewShotTask,
  methodId: string,
  protocol: Protocol,
): LabelledFeatures | undefined {
  return protocol === 'fixed' ? undefined : requireValidation(task, { methodId, chooses: 'α and β', protocol });
}
