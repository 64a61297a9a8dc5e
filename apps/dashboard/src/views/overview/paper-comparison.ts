import { compareWithPaper, type Comparison, narrowTable } from '@shotbench/paper-results';
import { ourResults, shellQuote } from '@shotbench/run-reports';

import type { Source } from '../source.ts';
import type { ApplicablePaper } from './applicable-papers.ts';

/** What `shotbench reproduce` compares, once for each version of the results. */
export function paperComparison(source: Source, { table, backbone }: ApplicablePaper, shots: number | undefined) {
  return source.snapshot.derived(`paper ${table.id} on ${backbone} at ${shots} shots`, (): Comparison => {
    const narrowed = narrowTable(table, { backbone, ...(shots !== undefined && { shots: [shots] }) });
    return compareWithPaper(narrowed, ourResults(source.tracker, narrowed));
  });
}

/** The command that prints the same. */
export function reproduceCommand({ table, backbone }: ApplicablePaper, shots: number | undefined): string {
  const other = backbone === table.backbone ? '' : ` --backbone ${shellQuote(backbone)}`;
  return `shotbench reproduce ${table.id}${other}${shots === undefined ? '' : ` --shots ${shots}`}`;
}
