import { ShotbenchError } from '@shotbench/errors';

import { defineMethod, type Detail, type Method } from '../method.ts';
import { partOf } from '../part-of.ts';
import { requireValidation } from '../require.ts';
import { candidatesOf } from './candidates.ts';
import { type SearchedConfig, searchedConfig } from './searched-config.ts';
import { type Scored, trialDetail, tryCandidates } from './trials.ts';

/**
 * Candidates that are fitted together where the method can: their classifiers are in memory at once. How many of them share a training loop, `trainLoops`
 * decides by their size.
 */
const GROUP = 16;

/** Raised when the search itself changes so that numbers may move. */
const SEARCH_VERSION = 1;

/**
 * The method with some of its settings searched: each candidate is fitted on the task's training images, with the seed of the fit,
 * and the first of those that get most of the validation images right is kept. Its setting `search` says how, the others are the
 * method's own:
 *
 * ```ts
 * const method = searched(taskRes);
 * const config = method.config.parse({ search: { kind: 'random', trials: 20, seed: 1 }, textNorm: 9 });
 * ```
 *
 * Its protocol is that of the images in `search.on`, its id the method's followed by `-search`, so that its numbers stand in rows of their
 * own. `details.search` records every trial in order; the rest are the details of the fit that was kept.
 *
 * Its fit throws what the method's does, `TASK_WITHOUT_VALIDATION`, `TASK_PROTOCOL`, and ShotbenchError `SEARCH_ALL_DIVERGED` where training fails with
 * every candidate.
 */
export function searched<Config>(method: Method<Config>): Method<SearchedConfig> {
  const id = `${method.id}-search`;
  return defineMethod<SearchedConfig>({
    id,
    title: `${method.title}, searched`,
    version: method.version + SEARCH_VERSION - 1,
    protocol: { of: ({ search }) => search.on },
    needs: [...new Set([...method.needs, 'validation-images' as const])],
    usesSeed: method.usesSeed,
    ...(method.namesNewClasses && { namesNewClasses: true }),
    config: searchedConfig(method),
    checkClasses(classNames, { search, ...settings }, task) {
      for (const candidate of candidatesOf(search)) {
        method.checkClasses?.(classNames, method.config.parse({ ...settings, ...candidate }), task);
      }
    },

    async fit(task, config, context) {
      const { search, ...settings } = config;
      const chooses = Object.keys(search.space).join(' and ');
      const validation = requireValidation(task, { methodId: id, chooses, protocol: search.on });
      const candidates = candidatesOf(search);
      const count = candidates.length;
      const trials: Detail[] = [];
      let best: Scored | undefined;
      const size = method.fitTogether ? GROUP : 1;
      for (let first = 0; first < count; first += size) {
        context.signal?.throwIfAborted();
        const group = candidates.slice(first, first + size);
        const last = first + group.length;
        const name = group.length === 1 ? `trial ${last}/${count}` : `trials ${first + 1} to ${last} of ${count}`;
        const part = { from: first / count, to: last / count, label: `${name}, ` };
        const tried = await tryCandidates({
          ...{ method, settings, task, validation },
          candidates: group,
          context: partOf(context, part),
        });
        for (const trial of tried) {
          trials.push(trialDetail(trial));
          if ('classifier' in trial && (!best || trial.validationAccuracy > best.validationAccuracy)) best = trial;
        }
        const note = best ? `best so far ${best.validationAccuracy.toFixed(1)} %` : 'none has worked so far';
        context.onProgress?.({ fraction: part.to, note: `${name}: ${note}` });
      }
      if (!best) {
        throw new ShotbenchError(
          'SEARCH_ALL_DIVERGED',
          `${id} tried ${count} candidates on "${task.dataset}" and training diverged with each; search lower learning rates`,
        );
      }
      const { settings: chosen, validationAccuracy, validationLoss, classifier } = best;
      return {
        ...classifier,
        details: {
          ...classifier.details,
          search: { chosen, validationAccuracy, validationLoss, trials },
        },
      };
    },
  });
}
