import type { FeatureCache, FeatureSetInfo } from '@shotbench/feature-cache';
import { describe, expect, it } from 'vitest';

import { planSweep } from './plan.ts';

function cacheOf(changes: Partial<FeatureSetInfo>): FeatureCache {
  const set: FeatureSetInfo = {
    ...{ name: 'set', hash: 'h', backbone: 'RN50', featureDim: 8, logitScale: 100, classNames: ['ant', 'bee'] },
    ...{ hasText: true, shots: [1], drawsBySeed: false, testPerShots: false },
    ...changes,
  };
  return { info: () => set, list: () => [set] } as unknown as FeatureCache;
}

const request = {
  ...{ features: ['set'], shots: [1], seeds: [1], executor: 'cpu' },
  methods: ['coop', 'taskres'].map((method) => ({ method, config: {} })),
} as unknown as Parameters<typeof planSweep>[0];

/** The text model in the identity of each cell, by its method. */
function textModels(changes: Partial<FeatureSetInfo>, options: Parameters<typeof planSweep>[2]) {
  const { cells } = planSweep(request, cacheOf(changes), options);
  return Object.fromEntries(cells.map(({ identity }) => [identity.method, identity.textModel]));
}

describe('planSweep', () => {
  const options = { hasTextEncoder: () => true, textModelHash: 'm' };

  it('names the text model that a method learns through where the features were imported', () => {
    expect(textModels({}, options)).toEqual({ coop: 'm', taskres: undefined });
    expect(textModels({ modelHash: 'm' }, options)).toEqual({ coop: undefined, taskres: undefined });
  });

  it('makes the number of views a part of what a run is, where images are learned from', () => {
    const views = { ...request, methods: ['zero-shot', 'taskres'].map((method) => ({ method, config: {} })), views: 2 };
    const planned = (asked: typeof request) =>
      planSweep(asked, cacheOf({})).cells.map(({ identity, variant }) => [identity.method, identity.views, variant]);
    expect(planned(views)).toEqual([
      ['zero-shot', undefined, ''],
      ['taskres', 2, 'views=2'],
    ]);
    const set = { ...views, methods: [{ method: 'taskres', config: { alpha: 1 } }] };
    expect(planned(set)).toEqual([['taskres', 2, 'alpha=1, views=2']]);
    expect(planned({ ...set, views: undefined })).toEqual([['taskres', undefined, 'alpha=1']]);
  });

  it('refuses methods that learn through a text encoder where there is none', () => {
    expect(Object.keys(textModels({}, {}))).toEqual(['taskres']);
    const [refusal] = planSweep(request, cacheOf({}), {}).refusals;
    expect(refusal).toContain('coop learns through the text encoder, but that of feature set "set" is not at hand');
  });
});
