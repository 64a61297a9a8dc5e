import { ShotbenchError } from '@shotbench/errors';

import type { ClipConfig } from '../config/clip-config.ts';

/**
 * Where each text ends, which is the token its features are read off at: the first position of the configured id, or of the
 * row's highest id (openai/CLIP's way, whose end-of-text token has the highest id of the vocabulary).
 *
 * @param ids [C · length], row by row.
 * @param endId `eosTokenId` of the model.
 * @returns int32 [C], each in 0 … length − 1.
 * @throws ShotbenchError `CLIP_TEXT_END` for a text without the configured id.
 */
export function endOfText(
  ids: ArrayLike<number>,
  length: number,
  endId: ClipConfig['eosTokenId'] = 'argmax',
): Int32Array {
  return Int32Array.from({ length: ids.length / length }, (_, text) => {
    const row = Array.from({ length }, (_unused, i) => ids[text * length + i]!);
    const end = row.indexOf(endId === 'argmax' ? Math.max(...row) : endId);
    if (end >= 0) return end;
    throw new ShotbenchError(
      'CLIP_TEXT_END',
      `text ${text + 1} has no end-of-text token ${endId} among its ${length} ids; expected one; tokenize it for this model`,
    );
  });
}

/** How many tokens of each text have to be computed: up to the last end of any of them. */
export function textLength(ends: Int32Array): number {
  return ends.reduce((longest, end) => Math.max(longest, end + 1), 1);
}
