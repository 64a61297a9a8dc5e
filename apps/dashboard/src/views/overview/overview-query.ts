import { EVALUATION_KINDS, type EvaluationKind, PAPER_LAYOUT, type Layout } from '@shotbench/tracker';
import { z } from 'zod';

import { nameParameter, numberParameter } from '../parameters.ts';

/** A choice that is on or, where it is left out, off. */
export const switchParameter = z.literal('1', 'expected 1, or nothing').optional();

export const evaluationParameter = z
  .enum(EVALUATION_KINDS, `expected one of ${EVALUATION_KINDS.join(', ')}`)
  .default('few-shot');

/** What a comparison table is asked to show. */
export const overviewQuery = z
  .strictObject({
    backbone: nameParameter.optional(),
    shots: numberParameter.optional(),
    /** One dataset, whose shot counts are the columns. */
    dataset: nameParameter.optional(),
    evaluation: evaluationParameter,
    /** Lets methods of different protocols compete. */
    mix: switchParameter,
    /** Shows what was tuned on test data, too. */
    oracle: switchParameter,
    /** A paper's table to show beside ours. */
    paper: nameParameter.optional(),
  })
  .refine(({ dataset, evaluation }) => dataset === undefined || evaluation === 'few-shot', {
    path: ['dataset'],
    error: 'expected none where the evaluation is not few-shot',
  });

export type OverviewQuery = z.infer<typeof overviewQuery>;

/** Where the tables of one dataset have their methods and shot counts. */
const SHOTS_LAYOUT: Layout = { rows: ['method'], columns: ['shots'], facets: ['backbone'] };

export function layoutOf({ dataset }: Pick<OverviewQuery, 'dataset'>): Layout {
  return dataset === undefined ? PAPER_LAYOUT : SHOTS_LAYOUT;
}

/** The parameters of an evaluation in an address; none for the usual one. */
export function evaluationParameters(evaluation: EvaluationKind): Readonly<Record<string, string>> {
  return evaluation === 'few-shot' ? {} : { evaluation };
}
