import { EVALUATION_KINDS } from '@shotbench/tracker';
import { z } from 'zod';

import { evaluatedCells } from '../overview/overview-cells.ts';
import { evaluationParameter, evaluationParameters, switchParameter } from '../overview/overview-query.ts';
import { nameParameter } from '../parameters.ts';
import type { Parameters, ViewApi } from '../view-api.ts';
import { coverageOf, type Coverage } from './coverage-of.ts';

const query = z.strictObject({
  backbone: nameParameter.optional(),
  evaluation: evaluationParameter,
  oracle: switchParameter,
});

/** How much of the grid of methods, datasets, shots and seeds is done: part of the overview. */
export const coverageApi: ViewApi<z.infer<typeof query>, Coverage> = {
  name: 'coverage',
  query,
  answer: ({ snapshot }, { backbone, evaluation, oracle }) => {
    const cells = evaluatedCells(snapshot, evaluation, oracle !== undefined);
    const own = backbone === undefined ? cells : cells.filter((cell) => cell.backbone === backbone);
    const running = snapshot.derived(
      'running runs',
      () => new Set(snapshot.runs.flatMap(({ key, state }) => (state === 'running' ? [key] : []))),
    );
    return coverageOf(own, running);
  },
  pages: ({ snapshot }) =>
    EVALUATION_KINDS.flatMap((evaluation): Parameters[] => {
      const backbones = new Set(snapshot.cells(evaluation).map(({ backbone }) => backbone));
      return [...backbones].map((backbone) => ({ backbone, ...evaluationParameters(evaluation) }));
    }),
};
