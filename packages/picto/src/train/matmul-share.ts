import type { ClipConfig } from '@shotbench/clip';
import { bareMatmuls, measureInTurn } from '@shotbench/tensor/bench';

import { contrastiveBatch } from './contrastive-batch.ts';
import { pictoTrainer } from './picto-trainer.ts';
import { trainingProducts } from './training-products.ts';

export interface StepTimes {
  /** Seconds of one training step, and of its matrix products alone. Medians. */
  readonly step: number;
  readonly matmuls: number;
}

/**
 * Times training steps on blank images and texts of `length` tokens beside the bare matrix products that they need, in
 * turn.
 */
export async function timeStep(
  config: ClipConfig,
  { batch, length, threads, rounds = 9 }: { batch: number; length: number; threads: number; rounds?: number },
): Promise<StepTimes> {
  const size = config.vision.imageSize;
  const { contextLength, vocabSize } = config.text;
  const trainer = await pictoTrainer({ config, seed: 1, weightDecay: 0.1, execution: { threads } });
  const inputs = contrastiveBatch(
    {
      step: 0,
      rgb: Uint8Array.from({ length: batch * size * size * 3 }, (_, i) => (i * i) % 251),
      ids: Int32Array.from({ length: batch * contextLength }, (_, i) => (i * 7919) % (vocabSize - 2)),
      ends: new Int32Array(batch).fill(length - 1),
    },
    { size, length },
  );
  const matmuls = await bareMatmuls(trainingProducts(config, batch, length), threads);
  const times = await measureInTurn(
    { step: async () => void (await trainer.step(inputs, 1e-4)), matmuls },
    { rounds, warmups: 4 },
  );
  return { step: times.step.median, matmuls: times.matmuls.median };
}

/** The share of a training step's time that its matrix products take when run alone, with texts of half the context. */
export async function matmulShare(
  config: ClipConfig,
  { batch, threads }: { batch: number; threads: number },
): Promise<number> {
  const { step, matmuls } = await timeStep(config, { batch, threads, length: config.text.contextLength / 2 });
  return Number((matmuls / step).toFixed(2));
}
