import { type Evaluation, targetsOf } from './evaluation.ts';
import type { Cell } from './run.ts';

/** For example "dtd, 16 shots, taskres, seed 2" or "dtd, 16 shots, clip-adapter, base to novel". */
export function describeCell({ identity, variant }: Cell): string {
  const { dataset, shots, method, seed, evaluation } = identity;
  return [
    dataset,
    `${shots} ${shots === 1 ? 'shot' : 'shots'}`,
    variant === '' ? method : `${method} (${variant})`,
    ...(seed === null ? [] : [`seed ${seed}`]),
    ...describeEvaluation(evaluation),
  ].join(', ');
}

function describeEvaluation(evaluation: Evaluation | undefined): string[] {
  if (evaluation === undefined) return [];
  if (evaluation.kind === 'base-to-novel') return ['base to novel'];
  const names = targetsOf(evaluation).map(({ name }) => name);
  return [`tested on ${names.join(' and ')}`];
}
