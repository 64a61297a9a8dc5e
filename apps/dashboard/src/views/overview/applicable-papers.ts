import { backbonesOf, PAPER_TABLES, type PaperTable } from '@shotbench/paper-results';
import { setMeanings, spellings } from '@shotbench/run-reports';

import type { OverviewQuery } from './overview-query.ts';

/** A paper's table, and what it calls the backbone that is asked for. */
export interface ApplicablePaper {
  readonly table: PaperTable;
  readonly backbone: string;
}

type Asked = Pick<OverviewQuery, 'backbone' | 'shots' | 'dataset' | 'evaluation'>;

let backbones: ReadonlyMap<PaperTable, readonly string[]> | undefined;

/** The tables of papers that print numbers of the evaluation on this backbone, at this shot count or on this dataset. */
export function applicablePapers({ backbone, shots, dataset, evaluation }: Asked): ApplicablePaper[] {
  if (backbone === undefined) return [];
  backbones ??= new Map(PAPER_TABLES.map((table) => [table, backbonesOf(table)]));
  return PAPER_TABLES.flatMap((table) => {
    const printed = backbones!.get(table)!.find((name) => spellings(name).includes(backbone));
    if (printed === undefined || table.evaluation !== evaluation) return [];
    if (shots !== undefined && !table.shots.includes(shots)) return [];
    if (dataset !== undefined && !setMeanings(table.columns, printed).has(dataset)) return [];
    return [{ table, backbone: printed }];
  });
}

/** Whether a table of ours learned where the paper's did, which is on one set for all columns, or on each column's own. */
export function isTrainedOn(set: string | null, { table, backbone }: ApplicablePaper): boolean {
  if (set === null || table.trainedOn === undefined) return set === null && table.trainedOn === undefined;
  return setMeanings([table.trainedOn], backbone).has(set);
}
