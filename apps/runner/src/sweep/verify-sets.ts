import { type FeatureCache, limitViews } from '@shotbench/feature-cache';
import { targetsOf } from '@shotbench/tracker';

import type { Plan } from './plan.ts';

/**
 * Reads, and so verifies, everything that the plan will use, so that a damaged cache is found before any cell is run.
 * @throws ShotbenchError naming the damaged file; `FEATURES_VIEWS` where a set has fewer views than are asked for.
 */
export function verifySets({ cells }: Plan, cache: FeatureCache): void {
  const shotsOf = new Map<string, Set<number>>();
  const targets = new Map<string, Set<number>>();
  const viewsOf = new Map<string, number>();
  for (const { identity } of cells) {
    for (const { name } of targetsOf(identity.evaluation)) {
      targets.set(name, (targets.get(name) ?? new Set()).add(identity.shots));
    }
    const shots = shotsOf.get(identity.dataset) ?? new Set();
    shotsOf.set(identity.dataset, shots.add(identity.shots));
    viewsOf.set(identity.dataset, Math.max(identity.views ?? 1, viewsOf.get(identity.dataset) ?? 1));
  }
  for (const [name, allShots] of shotsOf) {
    const set = cache.open(name);
    set.text();
    set.wholeValidation?.();
    set.testIds?.();
    for (const shots of allShots) {
      set.test(shots);
      if (shots === 0) continue;
      const views = viewsOf.get(name)!;
      (views > 1 ? limitViews(set, views) : set).train(shots);
      set.validation(shots);
      set.drawnIds?.(shots);
    }
  }
  for (const [name, allShots] of targets) {
    const set = cache.open(name);
    set.text();
    set.testIds?.();
    for (const shots of set.testPerShots ? allShots : [0]) set.test(shots);
  }
}
