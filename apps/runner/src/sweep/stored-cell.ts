import type { FeatureCache, FeatureSetInfo } from '@shotbench/feature-cache';
import type { AnyMethod } from '@shotbench/few-shot';
import { type RunRow, targetsOf } from '@shotbench/tracker';
import { ShotbenchError } from '@shotbench/errors';

import type { SetImages } from '../images/set-images.ts';
import type { TextModels } from '../text-model/text-models.ts';
import { methodOf } from './method-of.ts';
import { needsModel } from './needs-model.ts';
import { ENGINE_VERSION, type PlannedCell } from './plan.ts';

export interface StoredCellOptions {
  readonly cache: FeatureCache;
  readonly textModels: TextModels;
  readonly images: SetImages;
  /** Of the model that the user gave. */
  readonly textModelHash: string | undefined;
}

/** The cell of a stored run, ready to be run again as it was; or why that can't be, as one sentence. */
export function storedCell(run: RunRow, options: StoredCellOptions): PlannedCell | string {
  const { key, identity, variant } = run;
  const method = knownMethod(identity.method);
  if (typeof method === 'string') return method;
  if (method.version !== identity.methodVersion) {
    return `${method.id} has version ${method.version} now, not ${identity.methodVersion}; run the sweep again for rows of the new version`;
  }
  if (identity.engine.version !== ENGINE_VERSION) {
    return `the engine has version ${ENGINE_VERSION} now, not ${identity.engine.version}; run the sweep again for rows of the new version`;
  }
  const sets = [{ name: identity.dataset, hash: identity.datasetHash }, ...targetsOf(identity.evaluation)];
  for (const { name, hash } of sets) {
    const info = options.cache.info(name);
    if (!info) return `feature set "${name}" is not in the cache; import or extract it again`;
    if (info.hash !== hash) {
      return `feature set "${name}" has hash ${info.hash.slice(0, 12)} now, not ${hash.slice(0, 12)}; run the sweep again for rows of the new set`;
    }
  }
  const refused = modelRefusal(run, method, options);
  return refused ?? { key, identity, variant, method };
}

function knownMethod(id: string): AnyMethod | string {
  try {
    return methodOf(id);
  } catch (error) {
    if (error instanceof ShotbenchError) return error.message;
    throw error;
  }
}

function modelRefusal(
  { identity }: RunRow,
  method: AnyMethod,
  { cache, textModels, images, textModelHash }: StoredCellOptions,
): string | undefined {
  if (!needsModel(method)) return undefined;
  const { id, needs } = method;
  const set = cache.info(identity.dataset) as FeatureSetInfo;
  if (!textModels.isAtHand(set)) {
    return `${id} learns through an encoder, but the model of feature set "${set.name}" is not at hand; give it with --model`;
  }
  if (needs.includes('image-encoder') && !images.isAtHand(set)) {
    return `${id} learns from images, but those of feature set "${set.name}" are not at hand; give them with --images ${set.name}=FOLDER`;
  }
  const { textModel } = identity;
  if (textModel !== undefined && textModel !== textModelHash) {
    return `${id} learned on "${set.name}" through a model with hash ${textModel.slice(0, 12)}, not ${String(textModelHash?.slice(0, 12))}; give that model with --model`;
  }
  return undefined;
}
