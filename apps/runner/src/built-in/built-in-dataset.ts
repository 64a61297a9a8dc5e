import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { type Dataset, openDataset } from '@shotbench/datasets';
import { type PictoSet, pictoSets, renderPictoSet } from '@shotbench/picto';

/** Where a dataset was asked for; see `requestedDataset`. */
interface Request {
  readonly dataset?: string;
  readonly root?: string;
  readonly images?: string;
}

/** The dataset that comes with Shotbench, where its name was given; a path of such a name wins. */
export function findBuiltInDataset({ dataset, root, images }: Request): PictoSet | undefined {
  if (dataset === undefined || root !== undefined || images !== undefined || existsSync(dataset)) return undefined;
  return pictoSets.find(({ name }) => name === dataset);
}

/** Opens a built-in dataset, after drawing it beside the feature cache where it is not drawn yet. */
export async function openBuiltInDataset({ name }: PictoSet, cache: string): Promise<Dataset> {
  const isTerminal = process.stderr.isTTY;
  const clear = isTerminal ? '\r\u001b[K' : '';
  const folder = await renderPictoSet(name, join(dirname(cache), 'datasets'), {
    onProgress: (done, total) => {
      if (isTerminal && done % 50 === 0) process.stderr.write(`${clear}drawing ${name}: ${done} of ${total} images`);
      if (done === total) process.stderr.write(clear);
    },
  });
  return openDataset(folder);
}
