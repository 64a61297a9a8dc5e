import { existsSync } from 'node:fs';

import { PICTO_FOLDER } from '@shotbench/picto';

import type { ModelSource } from '../model-source/model-source.ts';
import { openModelSource } from '../model-source/open-model-source.ts';
import { pixelSource } from '../model-source/pixel-source.ts';
import { weightsSource } from '../model-source/weights-source.ts';

/** The models that come with Shotbench, by the names that `--model` takes: a path of such a name wins. */
const BUILT_IN: Readonly<Record<string, () => ModelSource>> = {
  picto: () => ({ ...weightsSource(PICTO_FOLDER), backbone: 'picto' }),
  pixels: pixelSource,
};

/** The model of a name or at a path. */
export async function openModel(nameOrPath: string, threads: number): Promise<ModelSource> {
  const builtIn = existsSync(nameOrPath) ? undefined : BUILT_IN[nameOrPath];
  return builtIn?.() ?? openModelSource(nameOrPath, threads);
}
