import type { PaperNumber } from './paper-number.ts';
import { PAPERS } from './papers.ts';
import { numbersOf } from './parse-paper.ts';

/** Which numbers to give: those that have all of the named members' values. */
export type PaperFilter = Partial<
  Pick<
    PaperNumber,
    'paper' | 'table' | 'method' | 'methodId' | 'backbone' | 'evaluation' | 'metric' | 'dataset' | 'shots' | 'source'
  >
>;

const BY_PAPER: ReadonlyMap<string, readonly PaperNumber[]> = new Map(
  PAPERS.map((paper) => [paper.id, numbersOf(paper)]),
);

/**
 * Numbers as papers print them, in percent; misprints are among them, and say that they are.
 * @example paperNumbers({ methodId: 'tip-adapter', dataset: 'dtd', shots: 16, backbone: 'RN50' })
 */
export function paperNumbers(filter: PaperFilter = {}): PaperNumber[] {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined) as [keyof PaperFilter, unknown][];
  const numbers = filter.paper === undefined ? [...BY_PAPER.values()].flat() : (BY_PAPER.get(filter.paper) ?? []);
  return numbers.filter((number) => wanted.every(([member, value]) => number[member] === value));
}
