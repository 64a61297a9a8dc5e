import { describeIssues, ShotbenchError } from '@shotbench/errors';

import { methodId } from '../names/method-names.ts';
import { type PaperBlock, paperFile, type PaperFile, type PaperRow } from './paper-file.ts';
import type { PaperNumber } from './paper-number.ts';

/**
 * Checks a file of papers' numbers.
 * @param name of the file, for the message.
 * @throws ShotbenchError `PAPER_FILE` naming what does not fit.
 */
export function parsePaper(json: unknown, name: string): PaperFile {
  const parsed = paperFile.safeParse(json);
  if (!parsed.success) throw wrong(name, describeIssues(parsed.error));
  for (const block of parsed.data.blocks) checkColumns(block, name);
  return parsed.data;
}

/** The numbers of a paper, one object for each that is printed. */
export function numbersOf({ id, blocks }: PaperFile): PaperNumber[] {
  return blocks.flatMap((block) => block.rows.flatMap((row) => numbersOfRow(id, block, row)));
}

function numbersOfRow(paper: string, block: PaperBlock, row: PaperRow): PaperNumber[] {
  const { table, read, source, backbone, evaluation, seeds, note } = block;
  const { method, shots, metric } = row;
  const id = methodId(method);
  const [values, spreads, errors] = [words(row.values), words(row.spread), words(row.readingError)];
  return words(block.columns).flatMap((dataset, column) => {
    const printed = values[column]!;
    if (printed === '-') return [];
    const misprint = block.misprints.find(
      (one) => one.method === method && one.shots === shots && one.metric === metric && one.dataset === dataset,
    );
    const number: PaperNumber = {
      ...{ paper, table, read, source, method, backbone, evaluation, metric, dataset, shots },
      protocol: block.protocolsOn[dataset]?.[method] ?? block.protocols[method] ?? 'unstated',
      ...{ value: Number(printed), decimals: decimalsOf(printed) },
      ...(id !== undefined && { methodId: id }),
      ...(seeds !== undefined && { seeds }),
      ...(isNumber(spreads[column]) && { spread: Number(spreads[column]) }),
      ...(isNumber(errors[column]) && { readingError: Number(errors[column]) }),
      ...(misprint && { misprint: misprint.why }),
      ...(note !== undefined && { note }),
    };
    return [number];
  });
}

function checkColumns({ table, columns, rows, misprints }: PaperBlock, name: string): void {
  const names = words(columns);
  for (const { method, shots, ...row } of rows) {
    for (const texts of [row.values, row.spread, row.readingError]) {
      if (texts === undefined) continue;
      const entries = words(texts);
      if (entries.length === names.length && entries.every((text) => text === '-' || isNumber(text))) continue;
      throw wrong(name, `${table}, ${method} at ${shots} shots has "${texts}"; ${names.length} columns are expected`);
    }
  }
  const stray = misprints.find(({ dataset }) => !names.includes(dataset));
  if (stray) throw wrong(name, `${table} has a misprint of "${stray.dataset}", which is no column of it`);
}

function wrong(name: string, what: string): ShotbenchError {
  return new ShotbenchError('PAPER_FILE', `the numbers in ${name} are wrong: ${what}; correct the file`);
}

function words(text = ''): string[] {
  return text.split(' ').filter((word) => word !== '');
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text);
}

function decimalsOf(printed: string): number {
  return printed.split('.')[1]?.length ?? 0;
}
