import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { type Dataset, openDataset } from '@shotbench/datasets';
import { ShotbenchError } from '@shotbench/errors';
import { type PictoSet, pictoSets, renderPictoSet } from '@shotbench/picto';

import { type DatasetOptions, requestedDataset } from '../requested-dataset.ts';
import { isPlainName } from './is-plain-name.ts';

/** The dataset that comes with Shotbench, where its name was given; a path of such a name wins. */
export function findBuiltInDataset({ dataset, root, images }: DatasetOptions): PictoSet | undefined {
  if (dataset === undefined || root !== undefined || images !== undefined || existsSync(dataset)) return undefined;
  return pictoSets.find(({ name }) => name === dataset);
}

/**
 * Opens what was asked for, a built-in dataset or the user's own.
 * @throws ShotbenchError `DATASET_UNKNOWN` for a name that is neither, and what opening a dataset throws.
 */
export async function openDatasetOrBuiltIn(
  request: DatasetOptions,
  cache: string,
): Promise<{ readonly dataset: Dataset; readonly builtIn?: PictoSet }> {
  const builtIn = findBuiltInDataset(request);
  if (builtIn) return { dataset: await openBuiltInDataset(builtIn, cache), builtIn };
  const { dataset, root, images } = request;
  const isOwn = dataset === undefined || root !== undefined || images !== undefined || existsSync(dataset);
  if (isOwn || !isPlainName(dataset)) return { dataset: requestedDataset(request) };
  throw new ShotbenchError(
    'DATASET_UNKNOWN',
    `there is no dataset "${dataset}" here; expected the path of one, or ${pictoSets.map(({ name }) => name).join(', ')}, which come along`,
  );
}

/** Opens a built-in dataset, after drawing it beside the feature cache where it is not drawn yet. */
async function openBuiltInDataset({ name }: PictoSet, cache: string): Promise<Dataset> {
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
