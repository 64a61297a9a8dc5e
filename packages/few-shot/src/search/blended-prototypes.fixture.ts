import { ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

import { linearLogits } from '../linear-classifier.ts';
import { matrix } from '../matrix.ts';
import { defineMethod, type Method } from '../method.ts';
import { Random } from '../random.ts';
import { requireText, requireTraining } from '../require.ts';

const config = z.strictObject({
  /** Weight of the class means beside the text; negative ones spoil the classifier. */
  blend: z.number().min(-100).max(100).default(1),
  /** Does nothing, so that candidates tie. */
  idle: z.number().int().default(0),
  /** Fails as a training that diverges does. */
  diverges: z.boolean().default(false),
});
type Config = z.infer<typeof config>;

/** A method for tests of the search: logits = s · f · (t_c + blend · mean_c + a little noise)ᵀ. */
export const blendedPrototypes: Method<Config> = defineMethod<Config>({
  id: 'blended-prototypes',
  title: 'Blended prototypes',
  version: 3,
  protocol: 'fixed',
  needs: ['training-images', 'text-features'],
  usesSeed: true,
  config,
  space: { blend: [1, -3, 0.5, 3], idle: [0, 1] },

  async fit(task, { blend, diverges }, { seed, execution, signal, onProgress }) {
    signal?.throwIfAborted();
    const { normalized: text } = requireText(task, 'blended-prototypes');
    const { centre, labels } = requireTraining(task, 'blended-prototypes');
    if (diverges) throw new ShotbenchError('TRAIN_DIVERGED', 'the loss is NaN');
    await Promise.resolve();
    onProgress?.({ fraction: 1, note: 'done' });
    const random = new Random(seed);
    const weights = text.data.map((value) => value + 1e-3 * random.normal());
    const counts = Array.from(task.classNames, (_, c) => labels.filter((label) => label === c).length);
    centre.data.forEach((value, i) => {
      const label = labels[Math.floor(i / centre.columns)]!;
      weights[label * centre.columns + (i % centre.columns)]! += (blend * value) / counts[label]!;
    });
    return {
      trainableParameters: weights.length,
      details: { blend },
      logits: linearLogits({ weights: matrix(weights, centre.columns), scale: 10, execution }),
    };
  },
});
