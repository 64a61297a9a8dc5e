import { goldenTensors, goldenVit, type Hosts, largestDifference, rowOf } from '@shotbench/image-tuning/testing';
import { visualWeights } from '@shotbench/image-tuning';
import { float32, type HostTensor, openTrainer, sgd } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { promptLoss } from './visual-prompts.ts';

/** Made with muzairkhattak/multimodal-prompt-learning 69bce21 in PyTorch 1.13.1, float32 throughout: 6 images, 3 steps. */
const inputs = goldenTensors('vpt/inputs');
const model = goldenVit();
const LEARNING_RATE = 2.5e-3;

/** [J, n, W] as one prompt for each layer. */
function promptsOf(stacked: HostTensor): Hosts {
  return Object.fromEntries(
    Array.from({ length: stacked.shape[0]! }, (_, layer) => [`prompt${layer}`, rowOf(stacked, layer)]),
  );
}

function unitRows({ shape, data }: HostTensor): HostTensor {
  const [rows, columns] = shape as [number, number];
  const norms = Array.from({ length: rows }, (_, r) => Math.hypot(...data.slice(r * columns, (r + 1) * columns)));
  return float32(
    shape,
    Float32Array.from(data, (value, i) => value / norms[Math.floor(i / columns)]!),
  );
}

describe.each(['onnx', 'cpu'] as const)('visual prompts on %s', (executor) => {
  // The plain JavaScript executor is slow, so it takes the variant that has a bit of each.
  const variants = executor === 'cpu' ? ['deep_first_2_layers'] : ['deep', 'deep_first_2_layers', 'shallow_4_tokens'];

  it.each(variants)('%s are trained as by the reference, step by step', async (variant) => {
    const expected = goldenTensors(`vpt/${variant}`);
    const trainer = await openTrainer({
      loss: promptLoss(model, model.logitScale),
      parameters: promptsOf(expected['prompts_init']!),
      constants: { ...visualWeights(model).inputs, text: unitRows(inputs['text_features']!) },
      optimizer: sgd({ momentum: 0.9, weightDecay: 5e-4 }),
      ...{ executor, threads: 1 },
    });
    const batch = { pixels: inputs['pixel_values']!, labels: inputs['labels']! };
    for (const step of [0, 1, 2]) {
      const loss = await trainer.step(batch, LEARNING_RATE);
      expect(Math.abs(loss - expected['losses']!.data[step]!), `loss ${step}`).toBeLessThan(1e-5);
      const after = promptsOf(rowOf(expected['prompts_after_step']!, step));
      for (const [name, { data }] of Object.entries(after)) {
        const learned = trainer.state().parameters[name]!.data;
        expect(largestDifference(learned, data), `${name} after step ${step}`).toBeLessThan(1e-6);
      }
    }
  });
});
