import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import type { Experiment } from './experiment.ts';
import { WORKSPACE } from './provenance.ts';

const FOLDER = join(WORKSPACE, 'experiments');

/**
 * The experiment of that name.
 * @throws ShotbenchError `EXPERIMENT_UNKNOWN` that lists the names there are.
 */
export async function loadExperiment(name: string): Promise<Experiment> {
  const known = readdirSync(FOLDER).filter((entry) => existsSync(join(FOLDER, entry, 'experiment.ts')));
  if (!known.includes(name)) {
    throw new ShotbenchError('EXPERIMENT_UNKNOWN', `unknown experiment "${name}"; expected one of ${known.join(', ')}`);
  }
  // A path that begins here, so that a compiler finds the files that it may be.
  const module = (await import(`../../../experiments/${name}/experiment.ts`)) as { experiment?: Experiment };
  if (!module.experiment) {
    throw new ShotbenchError(
      'EXPERIMENT_EMPTY',
      `experiments/${name}/experiment.ts exports no "experiment"; expected export const experiment = defineExperiment({…})`,
    );
  }
  return module.experiment;
}
