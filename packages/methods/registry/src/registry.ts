import { ShotbenchError } from '@shotbench/errors';
import type { AnyMethod } from '@shotbench/few-shot';
import { apex, apexText } from '@shotbench/method-apex';
import { clap, zsLp } from '@shotbench/method-clap';
import { clipAdapter } from '@shotbench/method-clip-adapter';
import { coCoOp } from '@shotbench/method-cocoop';
import { coOp } from '@shotbench/method-coop';
import { crossModal } from '@shotbench/method-cross-modal';
import { gda, gdaImage } from '@shotbench/method-gda';
import { kgCoOp } from '@shotbench/method-kgcoop';
import { linearProbe } from '@shotbench/method-linear-probe';
import { lpPlusPlus } from '@shotbench/method-lp-plus-plus';
import { amt, rAmt, rMmt, rPmt } from '@shotbench/method-mask-tuning';
import { proGrad } from '@shotbench/method-prograd';
import { taskRes } from '@shotbench/method-taskres';
import { tipAdapter, tipAdapterF } from '@shotbench/method-tip-adapter';
import { maple, vptDeep, vptShallow } from '@shotbench/method-visual-prompts';
import { zeroShot } from '@shotbench/method-zero-shot';

import { coOpRAmt, tipAdapterRAmt } from './combinations.ts';

/** In alphabetical order. A new method is one row here. */
export const METHODS: readonly AnyMethod[] = [
  amt,
  apex,
  apexText,
  clap,
  clipAdapter,
  coCoOp,
  coOp,
  coOpRAmt,
  crossModal,
  gda,
  gdaImage,
  kgCoOp,
  linearProbe,
  lpPlusPlus,
  maple,
  proGrad,
  rAmt,
  rMmt,
  rPmt,
  taskRes,
  tipAdapter,
  tipAdapterF,
  tipAdapterRAmt,
  vptDeep,
  vptShallow,
  zeroShot,
  zsLp,
];

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
