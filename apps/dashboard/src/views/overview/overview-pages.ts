import { EVALUATION_KINDS } from '@shotbench/tracker';

import type { Snapshot } from '../../results/snapshot.ts';
import type { Parameters } from '../view-api.ts';
import { applicablePapers } from './applicable-papers.ts';
import { evaluationParameters } from './overview-query.ts';

/**
 * What a folder of the page without a server holds: each backbone at each shot count of each evaluation, that beside each paper which
 * prints such numbers, and each dataset over shots. Not every choice with every other.
 */
export function overviewPages(snapshot: Snapshot): Parameters[] {
  const pages = new Map<string, Parameters>();
  const add = (page: Parameters) => pages.set(JSON.stringify(page), page);
  add({});
  for (const evaluation of EVALUATION_KINDS) {
    const judged = evaluationParameters(evaluation);
    const places = new Map(
      snapshot.cells(evaluation).map(({ backbone, shots }) => [JSON.stringify([backbone, shots]), { backbone, shots }]),
    );
    for (const { backbone, shots } of places.values()) {
      const page = { backbone, shots: String(shots), ...judged };
      add(page);
      for (const { table } of applicablePapers({ backbone, shots, evaluation })) add({ ...page, paper: table.id });
    }
  }
  for (const { backbone, dataset } of snapshot.cells()) add({ backbone, dataset });
  return [...pages.values()];
}
