import { ShotbenchError } from '@shotbench/errors';

import { accuracy, predict } from '../accuracy.ts';
import { matrix } from '../matrix.ts';
import type { Classifier, Detail, FitContext, Method } from '../method.ts';
import { protocolOf } from '../protocol.ts';
import type { FewShotTask, LabelledFeatures } from '../task.ts';
import type { Candidate } from './candidates.ts';
import { meanCrossEntropy } from './cross-entropy.ts';

/** A candidate and how well it does. */
export interface Scored {
  readonly settings: Candidate;
  /** Percent. */
  readonly validationAccuracy: number;
  /** Mean cross-entropy; null where an infinite logit leaves none. */
  readonly validationLoss: number | null;
  readonly classifier: Classifier;
}

/** A candidate that training did not survive. */
export interface Diverged {
  readonly settings: Candidate;
  readonly diverged: string;
}

/** Errors that speak of the candidate, not of the task or of a mistake. */
const DIVERGED = ['TRAIN_DIVERGED', 'LOGITS_NAN'];

export interface TrialOptions<Config> {
  readonly method: Method<Config>;
  /** Settings that are not searched. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly candidate: Candidate;
  readonly task: FewShotTask;
  readonly validation: LabelledFeatures;
  readonly context: FitContext;
}

/** Fits with the candidate's settings on the training images and scores it on the validation images. */
export async function tryCandidate<Config>(options: TrialOptions<Config>): Promise<Scored | Diverged> {
  const { method, settings, candidate, task, validation, context } = options;
  const config = method.config.parse({ ...settings, ...candidate });
  const seen = protocolOf(method, config) === 'fixed' ? withoutValidation(task) : task;
  try {
    const classifier = await method.fit(seen, config, context);
    const logits = await classifier.logits(validation.features);
    const validationAccuracy = accuracy(predict(logits), validation.labels);
    const loss = meanCrossEntropy(logits, validation.labels);
    const validationLoss = Number.isFinite(loss) ? loss : null;
    return { settings: candidate, validationAccuracy, validationLoss, classifier };
  } catch (error) {
    if (!(error instanceof ShotbenchError && DIVERGED.includes(error.code))) throw error;
    return { settings: candidate, diverged: error.message };
  }
}

/** What is recorded of a trial. */
export function trialDetail(trial: Scored | Diverged): Detail {
  const { settings } = trial;
  if ('diverged' in trial) return { settings, diverged: trial.diverged };
  const { validationAccuracy, validationLoss, classifier } = trial;
  return { settings, validationAccuracy, validationLoss, details: classifier.details };
}

/** A method with fixed settings is not shown the images that its settings are compared on. */
function withoutValidation(task: FewShotTask): FewShotTask {
  const features = matrix(new Float32Array(), task.validation.features.columns);
  return { ...task, protocol: 'fixed', validation: { features, labels: new Int32Array() } };
}
