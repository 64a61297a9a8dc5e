import { type ClipConfig, imageEncoder, textEncoder } from '@shotbench/clip';
import { adamW, type ExecutionOptions, openTrainer, type Trainer, type TrainerState } from '@shotbench/tensor';

import { initialWeights } from '../model/initial-weights.ts';
import { contrastiveLoss } from './contrastive-loss.ts';
import { ADAM, CLIP_NORM } from './training-settings.ts';

export interface PictoTrainerOptions {
  readonly config: ClipConfig;
  /** Of the initial weights. */
  readonly seed: number;
  /** Of weight matrices; offsets, factors, embeddings and the logit scale are left alone. */
  readonly weightDecay: number;
  readonly from?: TrainerState;
  readonly execution?: ExecutionOptions;
}

/**
 * Trains both encoders and the logit scale by the contrastive loss with AdamW. Batches are those of `contrastiveBatch`,
 * of any size and length of text.
 */
export function pictoTrainer({ config, seed, weightDecay, from, execution }: PictoTrainerOptions): Promise<Trainer> {
  const encodeImage = imageEncoder(config);
  const encodeText = textEncoder(config);
  const [decayed, plain] = [adamW({ ...ADAM, weightDecay }), adamW(ADAM)];
  const parameters = initialWeights(config, seed);
  return openTrainer({
    loss: ({ parameters: weights, batch }) =>
      contrastiveLoss(
        encodeImage(weights, batch['pixels']!),
        encodeText(weights, { ids: batch['ids']!, endOfText: batch['ends']! }),
        weights['logit_scale']!,
      ),
    parameters,
    optimizer: (name) => (isMatrix(name, parameters[name]!.shape.length) ? decayed : plain),
    clipNorm: CLIP_NORM,
    ...(from && { from }),
    ...execution,
  });
}

function isMatrix(name: string, rank: number): boolean {
  return rank >= 2 && !name.includes('embedding');
}
