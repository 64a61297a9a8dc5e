import { ShotbenchError } from '@shotbench/errors';

import { accuracy, predict } from '../accuracy.ts';
import { matrix } from '../matrix.ts';
import type { Classifier, Detail, FitContext, Method } from '../method.ts';
import { protocolOf } from '../protocol.ts';
import type { FewShotTask, LabelledFeatures } from '../task.ts';
import type { Candidate } from './candidates.ts';
import { meanCrossEntropy } from './cross-entropy.ts';
import { contextsOfGroup } from './group-context.ts';

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
  readonly candidates: readonly Candidate[];
  readonly task: FewShotTask;
  readonly validation: LabelledFeatures;
  readonly context: FitContext;
}

/** Fits with each candidate's settings on the training images, together where the method can, and scores them on the validation images. */
export async function tryCandidates<Config>(options: TrialOptions<Config>): Promise<(Scored | Diverged)[]> {
  const { method, settings, candidates, task, validation } = options;
  const contexts = contextsOfGroup(options.context, candidates.length);
  const fits = candidates.map((candidate, i) => {
    const config = method.config.parse({ ...settings, ...candidate });
    const seen = protocolOf(method, config) === 'fixed' ? withoutValidation(task) : task;
    return { task: seen, config, context: contexts[i]! };
  });
  const fitted = method.fitTogether
    ? await method.fitTogether(fits)
    : await Promise.allSettled(fits.map((fit) => method.fit(fit.task, fit.config, fit.context)));
  const trials: (Scored | Diverged)[] = [];
  for (const [i, candidate] of candidates.entries()) trials.push(await scored(candidate, fitted[i]!, validation));
  return trials;
}

async function scored(
  settings: Candidate,
  fitted: PromiseSettledResult<Classifier>,
  { features, labels }: LabelledFeatures,
): Promise<Scored | Diverged> {
  try {
    if (fitted.status === 'rejected') throw fitted.reason;
    const classifier = fitted.value;
    const logits = await classifier.logits(features);
    const validationAccuracy = accuracy(predict(logits), labels);
    const loss = meanCrossEntropy(logits, labels);
    const validationLoss = Number.isFinite(loss) ? loss : null;
    return { settings, validationAccuracy, validationLoss, classifier };
  } catch (error) {
    if (!(error instanceof ShotbenchError && DIVERGED.includes(error.code))) throw error;
    return { settings, diverged: error.message };
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
