import { loadModel, modelLicence } from '@shotbench/clip';

import { describeModel } from './describe-model.ts';

/** Loads the model at a path, checking every tensor, and says what it is. */
export async function modelInfo(path: string): Promise<string> {
  const model = loadModel(path);
  return describeModel(model, { hash: await model.hash(), licence: modelLicence(model.folder) });
}
