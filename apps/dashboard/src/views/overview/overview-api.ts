import { findPaperTable } from '@shotbench/paper-results';
import { formatCells, type TableFormat } from '@shotbench/tracker';

import type { Source } from '../source.ts';
import type { ViewApi } from '../view-api.ts';
import { applicablePapers, isTrainedOn } from './applicable-papers.ts';
import { hasTestOracle, overviewCells, withPlace } from './overview-cells.ts';
import { overviewPages } from './overview-pages.ts';
import { layoutOf, overviewQuery, type OverviewQuery } from './overview-query.ts';
import type { OverviewTable } from './overview-table.ts';
import { type MadeTable, overviewTables } from './overview-tables.ts';
import { besidePaper, type PaperBeside } from './paper-beside.ts';

/** The comparison tables: methods × datasets and their average, by backbone and shots. */
export interface Overview {
  readonly tables: readonly OverviewTable[];
  /** Whether there are runs that were tuned on test data. */
  readonly hasTestOracle: boolean;
  /** The papers' tables that print numbers for these. */
  readonly papers: readonly { readonly id: string; readonly title: string }[];
  /** The one that is asked for, where it prints such numbers. */
  readonly paper: PaperBeside | null;
}

export const overviewApi: ViewApi<OverviewQuery, Overview> = {
  name: 'overview',
  query: overviewQuery,
  answer: (source, query) => {
    const asked = withPlace(source.snapshot, query);
    const made = overviewTables(overviewCells(source.snapshot, asked), asked);
    return {
      ...withPaper(made, source, asked),
      hasTestOracle: hasTestOracle(source.snapshot, asked),
      papers: applicablePapers(asked).map(({ table: { id, title } }) => ({ id, title })),
    };
  },
  documents: {
    csv: documentOf('csv'),
    json: documentOf('json'),
    md: documentOf('markdown'),
    tex: documentOf('latex'),
  },
  pages: ({ snapshot }) => overviewPages(snapshot),
};

/** The tables, one of them with the paper's numbers: that which was trained on the paper's set, where it is one for all columns. */
function withPaper(made: readonly MadeTable[], source: Source, asked: OverviewQuery) {
  const plain = made.map(({ cells: _, ...table }): OverviewTable => table);
  if (asked.paper === undefined) return { tables: plain, paper: null };
  const { id } = findPaperTable(asked.paper);
  const paper = applicablePapers(asked).find(({ table }) => table.id === id);
  const place = made.findIndex(({ trainedOn }) => paper && isTrainedOn(trainedOn, paper));
  const table = made[place];
  if (!paper || !table) return { tables: plain, paper: null };
  const { table: shown, beside } = besidePaper(table, paper, source);
  return { tables: plain.with(place, shown), paper: beside };
}

function documentOf(format: TableFormat) {
  return ({ snapshot }: Source, asked: OverviewQuery): string =>
    formatCells(overviewCells(snapshot, asked), {
      ...{ evaluation: asked.evaluation, format, layout: layoutOf(asked) },
      mixProtocols: asked.mix !== undefined,
    });
}
