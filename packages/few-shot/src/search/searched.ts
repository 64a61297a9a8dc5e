import { ShotbenchError } from '@shotbench/errors';

import { defineMethod, type Detail, type Method } from '../method.ts';
import { partOf } from '../part-of.ts';
import { requireValidation } from '../require.ts';
import { candidatesOf } from './candidates.ts';
import { roundsOf } from './rounds.ts';
import { forgetTrials } from './trial-checkpoints.ts';
import { resourceOf, type SearchedConfig, searchedConfig } from './searched-config.ts';
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
 * Successive halving does so in rounds, of which each keeps the best candidates of the one before and fits them longer; the last round decides.
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
      requireValidation(task, { methodId: id, chooses, protocol: search.on });
      const drawn = candidatesOf(search);
      const rounds = roundsOf(search, drawn.length, Number(resourceOf(method, settings, search) ?? 1));
      const count = rounds.reduce((sum, round) => sum + round.candidates, 0);
      const trials: Detail[] = [];
      let best: Scored | undefined;
      let candidates = drawn;
      for (const round of rounds) {
        const scored: Scored[] = [];
        const asked = candidates.slice(0, round.candidates).map((candidate) => ({ ...candidate, ...round.settings }));
        for (const group of groupsOf(asked, method.fitTogether ? GROUP : 1)) {
          context.signal?.throwIfAborted();
          const [first, last] = [trials.length, trials.length + group.length];
          const name = group.length === 1 ? `trial ${last}/${count}` : `trials ${first + 1} to ${last} of ${count}`;
          const part = { from: first / count, to: last / count, label: `${name}, ` };
          const tried = await tryCandidates({
            ...{ method, settings, task, first },
            candidates: group,
            context: partOf(context, part),
          });
          for (const trial of tried) {
            trials.push(trialDetail(trial));
            if ('classifier' in trial) scored.push(trial);
          }
          best = firstBest(scored);
          const note = best ? `best so far ${best.validationAccuracy.toFixed(1)} %` : 'none has worked so far';
          context.onProgress?.({ fraction: part.to, note: `${name}: ${note}` });
        }
        // Sorting keeps the order of equals.
        candidates = [...scored]
          .sort((one, other) => other.validationAccuracy - one.validationAccuracy)
          .map((trial) => trial.settings);
      }
      if (!best) {
        throw new ShotbenchError(
          'SEARCH_ALL_DIVERGED',
          `${id} tried ${drawn.length} candidates on "${task.dataset}" and training diverged with each; search lower learning rates`,
        );
      }
      forgetTrials(context, count);
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

function groupsOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** The first of those that get most of the validation images right. */
function firstBest(scored: readonly Scored[]): Scored | undefined {
  return scored.reduce<Scored | undefined>(
    (best, one) => (best && best.validationAccuracy >= one.validationAccuracy ? best : one),
    undefined,
  );
}
