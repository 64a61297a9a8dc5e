import { tInterval } from '@shotbench/statistics';

import type { PaperNumber } from '../numbers/paper-number.ts';
import { type PaperTableRow, type Settings, settingsFor } from '../tables/paper-table.ts';
import type { OurCell, Verdict } from './comparison.ts';
import type { OurResult } from './our-result.ts';

/** Settings that make up for how a feature set stores its rows; they bring a run nearer to its paper, whatever they are. */
const FREE = ['textNorm', 'imageNorm'];

/** Half a unit in the fourth decimal: what decimals leave behind when they are taken off each other. */
const ROUNDING = 5e-5;

/** Why a number of ours is not of what the paper's is of; empty where it is. */
export function objections(row: PaperTableRow, paper: PaperNumber, ours: OurResult): string[] {
  const [wanted, had] = [described(settingsFor(row, paper.dataset)), described(ours.settings)];
  // A protocol that nobody states can be held against none; the settings still have to be the row's, which say what is chosen on what.
  const sameProtocol = paper.protocol === 'unstated' || paper.protocol === ours.protocol;
  return [
    ...(sameProtocol ? [] : [`protocol ${ours.protocol}, in the source ${paper.protocol}`]),
    ...(wanted === had ? [] : [`settings ${had || 'by default'}, in the source ${wanted || 'by default'}`]),
    ...(ours.differences ?? []),
    ...(row.obstacle === undefined ? [] : [row.obstacle]),
    ...(paper.misprint === undefined ? [] : [`misprint: ${paper.misprint}`]),
  ];
}

/** The verdict on two numbers that are of the same thing. */
export function judge(paper: PaperNumber, ours: OurCell, tolerance: number): Verdict {
  const distance = Math.abs(ours.mean - paper.value);
  if (ours.halfWidth !== undefined && distance <= ours.halfWidth + ROUNDING) return 'within-interval';
  return distance <= tolerance + (paper.readingError ?? 0) + ROUNDING ? 'within-tolerance' : 'off';
}

export function ourCell({ values, protocol, origin }: OurResult): OurCell {
  const { mean, n, halfWidth } = tInterval(values);
  return { mean, n, protocol, ...(halfWidth !== undefined && { halfWidth }), ...(origin && { origin }) };
}

function described(settings: Settings = {}): string {
  return Object.keys(settings)
    .filter((key) => !FREE.includes(key))
    .sort()
    .map((key) => `${key}=${JSON.stringify(settings[key])}`)
    .join(', ');
}
