import type { TransferDifficulty } from '@shotbench/datasets';

import type { PictoSetName } from './picto-set.ts';

/** What the built-in model reaches on a built-in dataset, with the commands that measure it. */
export function measuredDifficulty(name: PictoSetName, rtd: number): TransferDifficulty {
  return {
    rtd,
    backbone: 'picto',
    source:
      `measured: shotbench features extract --model picto --dataset ${name} --name ${name} && ` +
      `shotbench features difficulty ${name}`,
  };
}
