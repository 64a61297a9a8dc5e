import type { Series } from '@shotbench/tracker';

import type { CostView } from '../../../src/views/cost/cost-api.ts';
import { element } from '../../parts/dom.ts';

/** How the front of a protocol is drawn where each has its own. */
const STROKES: Readonly<Record<Series['protocol'], string>> = {
  ...{ fixed: 'full', 'few-shot-val': 'dashed' },
  ...{ 'full-val': 'dotted', 'test-oracle': 'dashed and dotted' },
};

/** What the drawing and the table mean and lack, with keys that bring back what was left out. */
export function costNotes({ costs, remarks, wide }: CostView, onBringBack: (series: Series) => void): HTMLElement[] {
  const { rows, without, machines, machine, dataset } = costs;
  const note = (text: string, kind = '') => element('p', { class: `note ${kind}`.trim() }, text);
  const protocols = wide.fronts.map(({ row }) => rows[row]!.protocol);
  const strokes = protocols.map((protocol) => `${STROKES[protocol]}: ${protocol}`);
  const isMixed = machine === null && machines.length > 1;
  const nothing =
    dataset === null
      ? 'No dataset has a value of every method here: choose one dataset, or leave methods out that lack most.'
      : 'No method has a finished run on this dataset here.';
  const back = without.map((series) => {
    const button = element('button', { type: 'button', class: 'link' }, `${series.method} (${series.protocol})`);
    button.addEventListener('click', () => onBringBack(series));
    return element('li', {}, button);
  });
  return [
    ...(rows.length === 0 ? [note(nothing, 'warning')] : []),
    ...remarks.map((text, i) => note(text, isMixed && i === 0 ? 'warning' : '')),
    ...(wide.unknown.length > 0
      ? [
          note(
            `Not in the drawing, because this cost is not known: ${wide.unknown.map((i) => rows[i]!.method).join(', ')}.`,
          ),
        ]
      : []),
    ...(back.length > 0
      ? [element('div', { class: 'note' }, 'Bring back: ', element('ul', { id: 'brought-back' }, ...back))]
      : []),
    note(
      'Stairs: the Pareto front, the best accuracy that each cost buys; no other method costs at most as much and is at least as accurate. ' +
        (strokes.length > 1 ? `Each protocol has its own (${strokes.join(', ')}). ` : '') +
        'Costs are on a logarithmic scale, 0 apart at its left; bars are 95% t-intervals over seeds.',
    ),
    note(
      'Costs are means over the same runs, each dataset counting the same. Processor time: fitting and evaluating, all threads. ' +
        'Peak memory: of the process until the run’s end, and so of the runs before it in one process too.',
    ),
  ];
}
