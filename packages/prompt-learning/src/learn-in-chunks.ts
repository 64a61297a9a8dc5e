import { type HostTensor, openTrainer, sizeOf, tf, type Trained } from '@shotbench/tensor';

import { chunkPrograms } from './chunk-programs.ts';
import { type Given, givenProgram } from './given.ts';
import { type LearnPromptsOptions, ownContext } from './learn-prompts.ts';
import type { Tensors } from './prompt-encoder.ts';

/**
 * One step after the other, each in three parts: the text features of all chunks; the loss and its gradient ∂L/∂t [C, D]; and, chunk by chunk,
 * that gradient taken back to the context. The optimiser then works with the gradient of ⟨context, ∂L/∂context⟩, which is the loss's.
 */
export async function learnInChunks(options: LearnPromptsOptions): Promise<Trained> {
  const { encoder, contextOf = ownContext, guide, constants, batches, learningRates } = options;
  const { executor, precision, threads, onProgress, signal } = options.context;
  const execution = { ...(executor && { executor }), ...(precision && { precision }), ...(threads && { threads }) };
  const programs = chunkPrograms(encoder, execution);
  const contextProgram = givenProgram((given) => ({ context: contextOf(given) }), execution);
  const head = givenProgram((given) => lossAndGradients(options, given), execution);
  const product = (name: string) => (given: Given) => tf.sum(tf.mul(contextOf(given), given.batch[name]!));
  const trainer = await openTrainer({
    ...execution,
    loss: product('ofLoss'),
    ...(guide && { guide: { loss: product('ofGuide'), combine: guide.combine } }),
    parameters: options.parameters,
    constants,
    optimizer: options.optimizer,
  });

  const steps = learningRates.length;
  const losses = new Float64Array(steps);
  for (let step = 0; step < steps; step++) {
    signal?.throwIfAborted();
    const batch = Object.fromEntries(Object.entries(batches).map(([name, tensor]) => [name, rowOf(tensor, step)]));
    const { context } = await contextProgram({ parameters: trainer.state().parameters, constants, batch });
    const text = await programs.encode(context!);
    const { loss, ...gradients } = await head({ parameters: { text }, constants, batch });
    const back: Record<string, HostTensor> = {};
    for (const [name, gradient] of Object.entries(gradients)) back[name] = await programs.takeBack(context!, gradient);
    await trainer.step({ ...batch, ...back }, learningRates[step]!);
    losses[step] = loss!.data[0]!;
    onProgress?.({ step: step + 1, steps, loss: losses[step]! });
    // Lets timers and signals of the process run between steps.
    await new Promise(setImmediate);
  }
  return { parameters: trainer.state().parameters, losses };
}

/** The loss and what it and the guide make of each text feature, [C, D]. */
function lossAndGradients({ loss, guide }: LearnPromptsOptions, { parameters, ...given }: Given): Tensors {
  const text = parameters['text'] as tf.Tensor2D;
  const { value, grad } = tf.valueAndGrad((t) => loss(t as tf.Tensor2D, given).asScalar())(text);
  const ofGuide = guide && tf.grad((t) => guide.loss(t as tf.Tensor2D, given).asScalar())(text);
  return { loss: value, ofLoss: grad, ...(ofGuide && { ofGuide }) };
}

/** One step's row of a sequence. */
function rowOf({ dtype, shape: [, ...rest], data }: HostTensor, step: number): HostTensor {
  const size = sizeOf(rest);
  return { dtype, shape: rest, data: data.subarray(step * size, (step + 1) * size) };
}
