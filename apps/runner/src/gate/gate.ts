import { writeFileSync } from 'node:fs';

import { type TableRun, Tracker } from '@shotbench/tracker';

import { formatBands, readBands } from './bands.ts';
import { formatGateMarkdown, formatGateText } from './format-judgement.ts';
import { judge } from './judge.ts';
import { makeBands } from './make-bands.ts';

export interface GateOptions {
  readonly db: string;
  readonly format: 'text' | 'markdown' | 'json';
  readonly write?: true;
}

/**
 * Holds the few-shot runs of a database against the bands of a file, or writes these bands from them.
 * @returns what to print, and the exit code: 1 if a cell is outside of its band or missing.
 */
export function gate(
  file: string,
  { db, format, write }: GateOptions,
): { readonly text: string; readonly exitCode: number } {
  const runs = readRuns(db);
  if (write) {
    const bands = makeBands(runs);
    writeFileSync(file, formatBands(bands));
    const count = bands.rows.reduce((sum, row) => sum + row.bands.length, 0);
    return { text: `wrote the bands of ${count} cells to ${file}\n`, exitCode: 0 };
  }
  const judgement = judge(readBands(file), runs);
  const exitCode = judgement.verdicts.some(({ status }) => status !== 'inside') ? 1 : 0;
  if (format === 'json') return { text: `${JSON.stringify(judgement, null, 2)}\n`, exitCode };
  return { text: format === 'markdown' ? formatGateMarkdown(judgement) : formatGateText(judgement), exitCode };
}

function readRuns(db: string): TableRun[] {
  const tracker = Tracker.openReadOnly(db);
  try {
    return tracker.tableRuns({ evaluations: ['few-shot'] });
  } finally {
    tracker.close();
  }
}
