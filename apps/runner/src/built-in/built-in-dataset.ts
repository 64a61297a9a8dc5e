import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { type PictoSet, pictoSets, renderPictoSet } from '@shotbench/picto';

/** The dataset of this name that comes with Shotbench; a path of such a name wins. */
export function findBuiltInDataset(nameOrPath: string): PictoSet | undefined {
  return existsSync(nameOrPath) ? undefined : pictoSets.find(({ name }) => name === nameOrPath);
}

/**
 * Draws a built-in dataset where it is not drawn yet, beside the feature cache.
 * @returns its folder.
 */
export function drawBuiltInDataset(name: string, cache: string): Promise<string> {
  const isTerminal = process.stderr.isTTY;
  const clear = isTerminal ? '\r\u001b[K' : '';
  return renderPictoSet(name, join(dirname(cache), 'datasets'), {
    onProgress: (done, total) => {
      if (isTerminal && done % 50 === 0) process.stderr.write(`${clear}drawing ${name}: ${done} of ${total} images`);
      if (done === total) process.stderr.write(clear);
    },
  });
}
