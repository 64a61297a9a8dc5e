import { ShotbenchError } from '@shotbench/errors';
import type { FeatureCache, FeatureSetInfo } from '@shotbench/feature-cache';
import type { AnyMethod } from '@shotbench/few-shot';
import type { Evaluation } from '@shotbench/tracker';

import type { EvaluationRequest } from './request.ts';
import { shiftedClasses } from './shifted-classes.ts';

/** What is to be judged. */
export interface Candidate {
  readonly method: Pick<AnyMethod, 'id' | 'needs' | 'namesNewClasses'>;
  readonly set: FeatureSetInfo;
  readonly shots: number;
  readonly cache: Pick<FeatureCache, 'info'>;
}

/** An evaluation as it stands in a run's identity, or why there can't be one, as one sentence. Few-shot runs have neither. */
export interface PlannedEvaluation {
  readonly evaluation?: Evaluation;
  readonly refusal?: string;
}

/** Completes the evaluation that was asked for with what it depends on. */
export function planEvaluation(wanted: EvaluationRequest | undefined, candidate: Candidate): PlannedEvaluation {
  if (wanted === undefined) return {};
  const { method, set, cache } = candidate;
  if (wanted.kind !== 'shifted' && !method.namesNewClasses) {
    return {
      refusal: `${method.id} cannot name classes that it was not trained on, which ${wanted.kind} asks for; leave out ${method.id}`,
    };
  }
  if (wanted.kind === 'base-to-novel') {
    const C = set.classNames.length;
    if (C >= 2) return { evaluation: { kind: wanted.kind } };
    return { refusal: `feature set "${set.name}" has ${C} class, and base-to-novel needs 2 or more; use another set` };
  }
  const targets = [];
  for (const name of [...new Set(wanted.targets)].sort()) {
    const target = cache.info(name);
    if (!target) {
      return {
        refusal: `target set "${name}" is not in the cache; import it with "shotbench features import FOLDER --name ${name}"`,
      };
    }
    const refusal = targetRefusal(wanted.kind, target, candidate);
    if (refusal !== undefined) return { refusal };
    targets.push({ name, hash: target.hash });
  }
  return { evaluation: { kind: wanted.kind, targets } };
}

function targetRefusal(
  kind: 'transfer' | 'shifted',
  target: FeatureSetInfo,
  { method, set, shots }: Candidate,
): string | undefined {
  if (target.backbone !== set.backbone || target.featureDim !== set.featureDim) {
    const describe = ({ name, featureDim, backbone }: FeatureSetInfo) =>
      `"${name}" has ${featureDim} features of ${backbone}`;
    return `target set ${describe(target)}, but ${describe(set)}; use sets of one model`;
  }
  if (target.testPerShots && !target.shots.includes(shots)) {
    return `target set "${target.name}" has no test images at ${shots} shots, but at ${target.shots.join(', ')}; use one of these`;
  }
  if (kind === 'transfer') {
    if (target.hasText || !method.needs.includes('text-features')) return undefined;
    return `${method.id} names classes by their text features, but target set "${target.name}" has none; use a set with text`;
  }
  try {
    shiftedClasses(set, target);
    return undefined;
  } catch (error) {
    if (error instanceof ShotbenchError) return `target set "${target.name}": ${error.message}`;
    throw error;
  }
}
