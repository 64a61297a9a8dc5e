import { ShotbenchError } from '@shotbench/errors';
import type { AnyMethod } from '@shotbench/few-shot';
import { linearProbe } from '@shotbench/method-linear-probe';
import { taskRes } from '@shotbench/method-taskres';
import { zeroShot } from '@shotbench/method-zero-shot';

/** In the order of tables: what needs no training first. A new method is one row here. */
export const METHODS: readonly AnyMethod[] = [zeroShot, linearProbe, taskRes];

/**
 * The method of that name.
 * @throws ShotbenchError `METHOD_UNKNOWN` that lists the names there are.
 */
export function findMethod(id: string): AnyMethod {
  const method = METHODS.find((candidate) => candidate.id === id);
  if (method) return method;
  const known = METHODS.map((candidate) => candidate.id).join(', ');
  throw new ShotbenchError('METHOD_UNKNOWN', `unknown method "${id}"; expected one of ${known}`);
}
