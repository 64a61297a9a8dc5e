import { ShotbenchError } from '@shotbench/errors';

import { accuracy, predict } from '../accuracy.ts';
import { encodeImages } from '../encode-images.ts';
import type { Matrix } from '../matrix.ts';
import type { Classifier, Detail, FitContext, Method } from '../method.ts';
import { protocolOf } from '../protocol.ts';
import { requireImages } from '../require.ts';
import type { FewShotTask } from '../task.ts';
import { withoutValidation } from '../without-validation.ts';
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
  readonly context: FitContext;
  /** The number of the first candidate among all trials, from 0: fits keep their checkpoints in files of their own. */
  readonly first: number;
}

/** Fits with each candidate's settings on the training images, together where the method can, and scores them on the validation images. */
export async function tryCandidates<Config>(options: TrialOptions<Config>): Promise<(Scored | Diverged)[]> {
  const { method, settings, candidates, task, first } = options;
  const contexts = contextsOfGroup(options.context, candidates.length, first);
  const fits = candidates.map((candidate, i) => {
    const config = method.config.parse({ ...settings, ...candidate });
    const seen = protocolOf(method, config) === 'fixed' ? withoutValidation(task) : task;
    return { task: seen, config, context: contexts[i]! };
  });
  const fitted = method.fitTogether
    ? await method.fitTogether(fits)
    : await Promise.allSettled(fits.map((fit) => method.fit(fit.task, fit.config, fit.context)));
  const trials: (Scored | Diverged)[] = [];
  for (const [i, candidate] of candidates.entries()) trials.push(await scored(candidate, fitted[i]!, task));
  return trials;
}

async function scored(
  settings: Candidate,
  fitted: PromiseSettledResult<Classifier>,
  task: FewShotTask,
): Promise<Scored | Diverged> {
  const { labels } = task.validation;
  try {
    if (fitted.status === 'rejected') throw fitted.reason;
    const classifier = fitted.value;
    const logits = await classifier.logits(await validationRows(classifier, task));
    const validationAccuracy = accuracy(predict(logits), labels);
    const loss = meanCrossEntropy(logits, labels);
    const validationLoss = Number.isFinite(loss) ? loss : null;
    return { settings, validationAccuracy, validationLoss, classifier };
  } catch (error) {
    if (!(error instanceof ShotbenchError && DIVERGED.includes(error.code))) throw error;
    return { settings, diverged: error.message };
  }
}

/** The validation images as the classifier takes them: where it changes the image encoder, encoded by it. */
function validationRows({ encode }: Classifier, task: FewShotTask): Promise<Matrix> | Matrix {
  const { features, labels } = task.validation;
  if (!encode) return features;
  const { images } = requireImages(task, 'the search');
  return encodeImages(encode, labels.length, (rows) => images.validation(rows));
}

/** What is recorded of a trial. */
export function trialDetail(trial: Scored | Diverged): Detail {
  const { settings } = trial;
  if ('diverged' in trial) return { settings, diverged: trial.diverged };
  const { validationAccuracy, validationLoss, classifier } = trial;
  return { settings, validationAccuracy, validationLoss, details: classifier.details };
}
