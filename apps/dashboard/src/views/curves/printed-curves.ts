import {
  compareWithPaper,
  findPaperTable,
  narrowTable,
  PAPER_TABLES,
  type PaperNumber,
  paperNumbers,
  PAPERS,
  type PaperTable,
  type SourceKind,
} from '@shotbench/paper-results';
import type { PrintedNumber } from '@shotbench/tracker';

import { isBackboneOf, paperDataset } from './paper-names.ts';

/** A paper's table that can be drawn beside ours. */
export interface PaperChoice {
  readonly id: string;
  readonly title: string;
}

/** What is printed at a backbone, and where it was read. */
export interface PrintedCurves extends PaperChoice {
  readonly note: string | null;
  readonly numbers: readonly PrintedNumber[];
  readonly sources: readonly PrintedSource[];
  /** Numbers that contradict others of their table, and are not drawn. */
  readonly misprints: number;
}

export interface PrintedSource {
  /** Title of the paper, or of the repository that prints it. */
  readonly paper: string;
  readonly table: string;
  readonly kind: SourceKind;
}

interface Sets {
  /** As our tables call them. */
  readonly backbone: string;
  readonly datasets: readonly string[];
}

/** The papers' few-shot tables that have numbers at our backbone, on one of our datasets at least. */
export function papersFor(sets: Sets): PaperChoice[] {
  return PAPER_TABLES.filter(({ evaluation }) => evaluation === 'few-shot').flatMap(({ id, title }) =>
    printedCurves(id, sets).numbers.length > 0 ? [{ id, title }] : [],
  );
}

/**
 * What a table prints at our backbone, on our datasets: no numbers where it has none there.
 * @throws ShotbenchError `PAPER_TABLE_UNKNOWN`.
 */
export function printedCurves(id: string, { backbone, datasets }: Sets): PrintedCurves {
  const table = findPaperTable(id);
  const { title, note = null } = table;
  const theirs = backbonesOf(table).find((name) => isBackboneOf(name, backbone));
  if (theirs === undefined) return { id, title, note, numbers: [], sources: [], misprints: 0 };
  const sets = datasets.map((set) => ({ set, dataset: paperDataset(set, theirs) }));
  const cells = compareWithPaper(narrowTable(table, { backbone: theirs }), []).cells.flatMap((cell) => {
    const { paper, row, shots, dataset } = cell;
    if (paper === undefined) return [];
    return sets
      .filter((one) => one.dataset === dataset)
      .map(({ set }) => ({ set, paper, name: row.label, method: row.method, shots }));
  });
  const right = cells.filter(({ paper }) => paper.misprint === undefined);
  const numbers = right.map(({ set, paper, name, method, shots }) => {
    return { dataset: set, name, method, shots, value: paper.value, protocol: paper.protocol };
  });
  const sources = sourcesOf(right.map(({ paper }) => paper));
  return { id, title, note, numbers, sources, misprints: cells.length - right.length };
}

/** The backbones that any source of the table prints numbers at. */
function backbonesOf({ rows, evaluation }: PaperTable): string[] {
  const printed = rows.flatMap(({ sources }) => sources.flatMap((source) => paperNumbers({ ...source, evaluation })));
  return [...new Set(printed.map(({ backbone }) => backbone))];
}

function sourcesOf(numbers: readonly PaperNumber[]): PrintedSource[] {
  const sources = new Map(numbers.map((number) => [JSON.stringify([number.paper, number.table]), number]));
  return [...sources.values()].map(({ paper, table, source }) => {
    return { paper: PAPERS.find(({ id }) => id === paper)?.title ?? paper, table, kind: source };
  });
}
