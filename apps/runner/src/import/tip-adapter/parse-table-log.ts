import { knownDatasetId } from '../dataset-names.ts';
import { logLines } from '../log-lines.ts';
import { parseDecimal } from '../parse-decimal.ts';

/** A table of Tip-Adapter's `exp.log`: a set's zero-shot accuracy, and accuracies of methods by shots. */
export interface LogTable {
  readonly dataset: string;
  /** Percent, as all numbers here. */
  readonly zeroShot: number;
  readonly shots: readonly number[];
  readonly rows: readonly { readonly method: string; readonly accuracies: readonly (number | undefined)[] }[];
}

/** Whether a text has such a table of a benchmark set. */
export function isTipAdapterLog(text: string): boolean {
  return parseTableLog(text).some(({ dataset }) => knownDatasetId(dataset) !== undefined);
}

/**
 * The tables of a log such as Tip-Adapter's `exp.log` (d0e2d6f): a line `dataset: accuracy`, a line of shots, and a line for each method up to the next
 * empty line. Anything else is passed over.
 */
export function parseTableLog(text: string): LogTable[] {
  const tables: LogTable[] = [];
  const lines = logLines(text).map((line) => line.trim());
  for (const [i, line] of lines.entries()) {
    const title = /^([A-Za-z][\w-]*): *(\S+)$/.exec(line);
    const zeroShot = title && parseDecimal(title[2]!);
    if (zeroShot === null || zeroShot === undefined) continue;
    const start = indexFrom(lines, i + 1, (later) => later !== '');
    const shots = shotsOf(lines[start] ?? '');
    if (shots === undefined) continue;
    const end = indexFrom(lines, start + 1, (later) => later === '');
    const rows = lines.slice(start + 1, end).map(rowOf);
    tables.push({ dataset: title![1]!, zeroShot, shots, rows });
  }
  return tables;
}

/** The first index from `from` on whose line fits, else the number of lines. */
function indexFrom(lines: readonly string[], from: number, fits: (line: string) => boolean): number {
  let index = from;
  while (index < lines.length && !fits(lines[index]!)) index += 1;
  return index;
}

function shotsOf(line: string): number[] | undefined {
  const words = line.split(/\s+/);
  return words.every((word) => /^[1-9]\d{0,3}$/.test(word)) ? words.map(Number) : undefined;
}

function rowOf(line: string): LogTable['rows'][number] {
  const [method = '', ...words] = line.split(/\s+/);
  return { method, accuracies: words.map(parseDecimal) };
}
