import type { RunLink, RunRelations } from '../../../src/views/run/run-relations.ts';
import { element } from '../../parts/dom.ts';
import { percent } from '../../parts/numbers.ts';
import { keyLink } from './facts.ts';
import type { PartContext, RunPart } from './run-part.ts';

/** The runs of the same table cell, the best method in its place, and links to where both are shown. */
export const showRelations: RunPart = ({ report, relations }, context) => {
  if (report === null || relations === null) return undefined;
  const { key } = report.run;
  return {
    ...{ id: 'relations', title: 'Among other runs', state: [relations, context.parameters['with']] },
    make: () => [
      ...(relations.cell.length > 0
        ? [seedTable(relations, key, context)]
        : [element('p', {}, 'No table has this run: it is of an older version, or was taken back.')]),
      element('ul', { class: 'links' }, ...linksOf(relations, key, context).map((link) => element('li', {}, ...link))),
    ],
  };
};

function seedTable({ cell, mean }: RunRelations, key: string, { href }: PartContext): HTMLElement {
  const rows = cell.map((run) =>
    element(
      'tr',
      run.key === key ? { 'aria-current': 'true' } : {},
      element('th', { scope: 'row' }, run.seed === null ? 'no seed' : `seed ${run.seed}`),
      element('td', { class: 'number' }, shownAccuracy(run)),
      element('td', {}, run.key === key ? 'this run' : keyLink(run.key, href('run', { key: run.key.slice(0, 12) }))),
    ),
  );
  const average =
    mean === null || cell.length < 2
      ? []
      : [
          element(
            'tr',
            { class: 'mean' },
            element('th', { scope: 'row' }, 'mean'),
            element('td', { class: 'number' }, percent(mean)),
            element('td', {}, 'of those that are done'),
          ),
        ];
  return element(
    'table',
    {},
    element('caption', {}, 'All runs of its table cell'),
    element('tbody', {}, ...rows, ...average),
  );
}

function shownAccuracy({ accuracy, state }: RunLink): string {
  return accuracy === null || state === 'invalid' ? state : percent(accuracy);
}

function linksOf({ listed, best }: RunRelations, key: string, { href }: PartContext): (Node | string)[][] {
  const { method, dataset, protocol, backbone, evaluation, shots } = listed;
  const place = { dataset, protocol, backbone, evaluation, shots: String(shots) };
  const link = (text: string, to: string): Node => element('a', { href: to }, text);
  return [
    [link('This cell in the list of runs', href('runs', { ...place, method }))],
    [link('All methods in this place', href('runs', { ...place, sort: 'accuracy', descending: 'yes' }))],
    ...(evaluation === 'few-shot' ? [[link('Its table', href('overview', { backbone, shots: String(shots) }))]] : []),
    ...(best
      ? [
          [
            `Best method here: ${best.method}, mean ${percent(best.mean)}. `,
            link('Compare with it', href('compare', { first: key.slice(0, 12), second: best.key.slice(0, 12) })),
            ' · ',
            link('what differs', href('run', { key: key.slice(0, 12), with: best.key.slice(0, 12) })),
          ],
        ]
      : []),
  ];
}
