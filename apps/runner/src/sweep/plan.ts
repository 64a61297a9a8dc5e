import { describeIssues, ShotbenchError } from '@shotbench/errors';
import type { FeatureCache, FeatureSetInfo } from '@shotbench/feature-cache';
import { type AnyMethod, protocolOf, refusal, searched } from '@shotbench/few-shot';
import { findMethod } from '@shotbench/method-registry';
import { type Cell, type JsonObject, runKey } from '@shotbench/tracker';

import { needsModel } from './needs-model.ts';
import { planEvaluation } from './plan-evaluation.ts';
import type { MethodRequest, SweepRequest } from './request.ts';
import { variantLabel } from './variant-label.ts';

/** Raised when the engine itself changes so that every number may move. */
export const ENGINE_VERSION = 2;

/** One cell with what is needed to run it. */
export interface PlannedCell extends Cell {
  readonly key: string;
  readonly method: AnyMethod;
}

export interface Plan {
  readonly cells: readonly PlannedCell[];
  /** Why some combinations can't be run, one sentence each. */
  readonly refusals: readonly string[];
}

export interface PlanOptions {
  /** Whether the text encoder of a set's model can be had. Default: never. */
  readonly hasTextEncoder?: ((set: FeatureSetInfo) => boolean) | undefined;
  /** Whether the images of a set and its model's image encoder can be had. Default: never. */
  readonly hasImages?: ((set: FeatureSetInfo) => boolean) | undefined;
  /** Hash of the model that the user gave for imported features. */
  readonly textModelHash?: string | undefined;
}

/**
 * Lays out the grid: sets × shots × methods × seeds. A method without randomness gets one cell for all seeds, with seed null,
 * because identical copies would feign a spread of zero; unless the seed chooses the images.
 *
 * @throws ShotbenchError for an unknown method or setting, or a feature set that is not in the cache.
 */
export function planSweep(request: SweepRequest, cache: FeatureCache, options: PlanOptions = {}): Plan {
  const methods = request.methods.map(configured);
  const sets = request.features.map((name) => requireSet(cache, name));
  const cells: PlannedCell[] = [];
  const refusals = new Set<string>();
  for (const set of sets) {
    const offer = {
      ...set,
      hasTextEncoder: options.hasTextEncoder?.(set) === true,
      hasImages: options.hasImages?.(set) === true,
    };
    for (const { method, config, variant } of methods) {
      const protocol = protocolOf(method, config);
      for (const shots of request.shots) {
        const judged = planEvaluation(request.evaluation, { method, set, shots, cache });
        const reason = refusal({ id: method.id, needs: method.needs, protocol }, offer, shots) ?? judged.refusal;
        if (reason !== undefined) {
          refusals.add(reason);
          continue;
        }
        for (const seed of dependsOnSeed(method, set) ? request.seeds : [null]) {
          const engine = { executor: request.executor, precision: 'float32', version: ENGINE_VERSION };
          const { evaluation } = judged;
          const identity = {
            ...methodIdentity(method, config),
            ...setIdentity(set),
            ...{ shots, seed, engine, ...(evaluation && { evaluation }), ...textModelIdentity(method, set, options) },
            ...viewsIdentity(method, request),
          };
          cells.push({ key: runKey(identity), identity, variant: labelled(variant, identity), method });
        }
      }
    }
  }
  return { cells, refusals: [...refusals] };
}

function methodIdentity(method: AnyMethod, config: JsonObject) {
  return { method: method.id, methodVersion: method.version, protocol: protocolOf(method, config), config };
}

/** What a set's own hash does not say: through which model's encoders the method learns, where the features were imported. */
function textModelIdentity(method: AnyMethod, { modelHash }: FeatureSetInfo, { textModelHash }: PlanOptions) {
  const isNamed = textModelHash !== undefined && modelHash === undefined && needsModel(method);
  return isNamed ? { textModel: textModelHash } : {};
}

function viewsIdentity({ needs }: AnyMethod, { views }: SweepRequest): { views?: number } {
  return views !== undefined && needs.includes('training-images') ? { views } : {};
}

/** The label of a variant with what else keeps its row apart. */
function labelled(variant: string, { views }: { readonly views?: number }): string {
  return [variant, views === undefined ? '' : `views=${views}`].filter((part) => part !== '').join(', ');
}

function setIdentity({ name, hash, backbone }: FeatureSetInfo) {
  return { dataset: name, datasetHash: hash, backbone };
}

function requireSet(cache: FeatureCache, name: string): FeatureSetInfo {
  const info = cache.info(name);
  if (info) return info;
  const known = cache.list().map((set) => set.name);
  throw new ShotbenchError(
    'FEATURES_UNKNOWN',
    `feature set "${name}" is not in the cache, which has ${known.length > 0 ? known.join(', ') : 'none'}; ` +
      `import it with "shotbench features import FOLDER --name ${name}"`,
  );
}

/** Whether a cell's number depends on its seed: by what the method does with it, or by the images that it draws. */
function dependsOnSeed({ usesSeed, needs }: AnyMethod, { drawsBySeed }: FeatureSetInfo): boolean {
  return usesSeed || (drawsBySeed && (needs.includes('training-images') || needs.includes('validation-images')));
}

/** The method, searched if it is asked for, with its settings completed and a label of those that differ from the defaults. */
function configured({ method: id, config: settings, search }: MethodRequest) {
  const plain = findMethod(id);
  const method: AnyMethod = search ? searched(plain) : plain;
  const parsed = method.config.safeParse({ ...settings, ...(search && { search }) });
  if (!parsed.success) {
    throw new ShotbenchError(
      'METHOD_SETTINGS',
      `settings of ${method.id} are wrong: ${describeIssues(parsed.error)}; "shotbench methods" lists its settings`,
    );
  }
  const config = parsed.data as JsonObject;
  // A method without a space of its own has no default search.
  const defaults = method.config.safeParse({}).data ?? plain.config.parse({});
  return { method, config, variant: variantLabel(config, defaults as JsonObject) };
}
