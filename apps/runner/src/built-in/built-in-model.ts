import { existsSync } from 'node:fs';

import { ShotbenchError } from '@shotbench/errors';
import { PICTO_FOLDER } from '@shotbench/picto';

import type { ModelSource } from '../model-source/model-source.ts';
import { openModelSource } from '../model-source/open-model-source.ts';
import { pixelSource } from '../model-source/pixel-source.ts';
import { weightsSource } from '../model-source/weights-source.ts';
import { isPlainName } from './is-plain-name.ts';

/** The models that come with Shotbench, by the names that `--model` takes: a path of such a name wins. */
const BUILT_IN: Readonly<Record<string, () => ModelSource>> = {
  picto: () => ({ ...weightsSource(PICTO_FOLDER), backbone: 'picto' }),
  pixels: pixelSource,
};

/**
 * The model of a name or at a path.
 * @throws ShotbenchError `MODEL_UNKNOWN` for a name that is neither, and what opening a model throws.
 */
export async function openModel(nameOrPath: string, threads: number): Promise<ModelSource> {
  if (existsSync(nameOrPath)) return openModelSource(nameOrPath, threads);
  const builtIn = BUILT_IN[nameOrPath];
  if (builtIn) return builtIn();
  if (!isPlainName(nameOrPath)) return openModelSource(nameOrPath, threads);
  throw new ShotbenchError(
    'MODEL_UNKNOWN',
    `there is no model "${nameOrPath}" here; expected the path of a CLIP model, or ${Object.keys(BUILT_IN).join(' or ')}, which come along; ` +
      '"shotbench model pull" downloads others',
  );
}
