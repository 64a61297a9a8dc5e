import {
  type Classifier,
  coOpEpochs,
  epochBatches,
  type FewShotTask,
  type FitContext,
  inContext,
  Random,
  requireTextModel,
  requireTraining,
  stackViews,
  type TextModel,
} from '@shotbench/few-shot';
import { type HostTensor, sgd, softmaxCrossEntropy, tf, unitLength, warmupCosine } from '@shotbench/tensor';

import type { ContextSettings } from './context-settings.ts';
import type { Given } from './given.ts';
import { initialContext } from './initial-context.ts';
import { learnPrompts, type LearnPromptsOptions } from './learn-prompts.ts';
import { nearestWords } from './nearest-words.ts';
import { encoderFor, promptClassifier } from './prompt-classifier.ts';
import type { Hosts } from './prompt-encoder.ts';

/** What a loss sees of a step. */
export interface ContextBatch {
  readonly constants: Given['constants'];
  /** f [B, D], unit rows. */
  readonly features: tf.Tensor2D;
  /** y [B] */
  readonly labels: tf.Tensor;
}

/**
 * @param logits [B, C]
 * @param text n(t) [C, D], unit rows.
 * @returns a scalar.
 */
export type ContextLoss = (logits: tf.Tensor2D, text: tf.Tensor2D, batch: ContextBatch) => tf.Tensor;

/** What tells methods that learn a context apart. */
export interface ContextMethod {
  readonly methodId: string;
  readonly loss: ContextLoss;
  /** A second loss of the same kind, whose gradient has a say. */
  readonly guide?: Omit<NonNullable<LearnPromptsOptions['guide']>, 'loss'> & { readonly loss: ContextLoss };
  /** Tensors that the losses use besides features and labels. */
  readonly constants?: Hosts;
  /** Default: the settings' words, or noise. */
  readonly start?: HostTensor;
}

export type ContextFit = ContextSettings & { readonly classSpecific?: boolean };

/** Learns a context as CoOp does, with the method's own loss, and makes a classifier of it. */
export async function fitContext(
  task: FewShotTask,
  settings: ContextFit,
  context: FitContext,
  method: ContextMethod,
): Promise<Classifier> {
  const train = requireTraining(task, method.methodId);
  const model = requireTextModel(task, method.methodId);
  const { classSpecific = false, batchSize, learningRate, warmupEpochs, warmupLearningRate } = settings;
  const start = method.start ?? startOf(model, settings, { seed: context.seed, classes: task.classNames.length });
  const { position } = settings;
  const encoder = encoderFor(task.classNames, { model, context: start, position });
  const epochs = settings.epochs ?? coOpEpochs(task.shots);
  const { indices, stepsPerEpoch } = epochBatches({
    count: train.labels.length,
    views: train.views.length,
    batchSize,
    epochs,
    random: new Random(context.seed),
  });
  const lossOf =
    (loss: ContextLoss): LearnPromptsOptions['loss'] =>
    (text, { constants, batch }) => {
      const features = tf.gather(constants['features'] as tf.Tensor2D, batch['indices']!); // [V · N, D] → [B, D]
      const labels = tf.gather(constants['labels']!, batch['indices']!); // [B]
      const unit = unitLength(text) as tf.Tensor2D; // [C, D]
      const logits = tf.mul(tf.matMul(features, unit, false, true), task.logitScale); // [B, C]
      return loss(logits as tf.Tensor2D, unit, { constants, features, labels });
    };
  const { parameters, losses } = await learnPrompts({
    encoder,
    parameters: { context: start },
    loss: lossOf(method.loss),
    ...(method.guide && { guide: { loss: lossOf(method.guide.loss), combine: method.guide.combine } }),
    constants: { ...stackViews(train), ...method.constants },
    batches: { indices },
    optimizer: sgd({ momentum: settings.momentum, weightDecay: settings.weightDecay }),
    learningRates: warmupCosine({ learningRate, epochs, stepsPerEpoch, warmupEpochs, warmupLearningRate }),
    context: inContext(context),
  });
  const learned = parameters['context']!;
  const details = {
    epochs,
    steps: losses.length,
    finalLoss: losses.at(-1)!,
    ...(!classSpecific && { words: wordsOf(model, learned) }),
  };
  const { execution } = context;
  const options = { model, context: learned, position, logitScale: task.logitScale, execution, details };
  return promptClassifier(task.classNames, options);
}

/** Mean cross-entropy −1/B Σ_b log softmax(s · f_b · n(t)ᵀ)[y_b], CoOp's loss (`trainers/coop.py`). */
export const crossEntropy: ContextLoss = (logits, _text, { labels }) => softmaxCrossEntropy(logits, labels);

function startOf(
  model: TextModel,
  settings: ContextFit,
  { seed, classes }: { seed: number; classes: number },
): HostTensor {
  const { words, contextTokens, classSpecific } = settings;
  return initialContext(
    model,
    words === null ? { contextTokens, seed } : { words },
    classSpecific ? classes : undefined,
  );
}

/** What the learned tokens are nearest to. */
function wordsOf(model: TextModel, context: HostTensor): string[] {
  return nearestWords(model, context).map(([nearest]) => nearest!.word);
}
