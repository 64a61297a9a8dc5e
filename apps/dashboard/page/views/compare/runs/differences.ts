import type { Difference, RunDifferences } from '@shotbench/run-reports';

import type { RunsCompared } from '../../../../src/views/compare/runs-compared.ts';
import { element } from '../../../parts/dom.ts';
import { signed } from '../sign.ts';

/** Longer values are folded. */
const LONGEST = 120;

/** What else differs between two runs; what is equal is left out, and said to be. */
export function renderDifferences(container: HTMLElement, { differences }: RunsCompared): void {
  const { identity, settings, metrics, costsAndDetails, provenance, images, code } = differences;
  const groups: readonly Group[] = [
    ['Identity', identity],
    ['Settings', settings],
    ['Metrics', metrics],
    ['Costs and details', costsAndDetails],
    ['Training images', imageRows(images)],
    ['Code', codeRows(code)],
    ['Provenance', provenance],
  ];
  const shown = groups.filter(([, rows]) => rows.length > 0);
  const equal = groups.filter(([, rows]) => rows.length === 0).map(([title]) => title.toLowerCase());
  container.replaceChildren(
    ...(shown.length === 0 ? [] : [table(shown)]),
    ...(code?.stat ? [element('pre', { tabindex: '0', 'aria-label': 'Changes between the commits' }, code.stat)] : []),
    ...(equal.length === 0
      ? []
      : [element('p', { class: 'note' }, `Equal, or not known of both: ${equal.join(', ')}.`)]),
  );
}

type Group = readonly [title: string, rows: readonly Difference[]];

function table(groups: readonly Group[]): HTMLElement {
  return element(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': 'What differs', tabindex: '0' },
    element(
      'table',
      { class: 'differing' },
      element(
        'thead',
        {},
        element('tr', {}, element('td'), ...['A', 'B', 'A − B'].map((name) => element('th', { scope: 'col' }, name))),
      ),
      ...groups.map(([title, rows]) =>
        element(
          'tbody',
          {},
          element('tr', { class: 'group' }, element('th', { scope: 'rowgroup', colspan: '4' }, title)),
          ...rows.map(line),
        ),
      ),
    ),
  );
}

function line(row: Difference): HTMLElement {
  const [a, b] = numbersOf(row) ?? [];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, row.name),
    value(row.first),
    value(row.second),
    element('td', {}, a === undefined || b === undefined ? '' : signed(a - b, decimalsOf(a, b))),
  );
}

/** Both values, where they are numbers. */
function numbersOf({ first, second }: Difference): readonly [number, number] | undefined {
  return typeof first === 'number' && typeof second === 'number' ? [first, second] : undefined;
}

function decimalsOf(a: number, b: number): number {
  return Number.isInteger(a) && Number.isInteger(b) ? 0 : 4;
}

function value(given: Difference['first']): HTMLElement {
  const text = textOf(given);
  if (text.length <= LONGEST) return element('td', {}, text);
  const folded = element(
    'details',
    {},
    element('summary', {}, `${text.slice(0, LONGEST)}…`),
    element('pre', { tabindex: '0' }, text),
  );
  return element('td', {}, folded);
}

function textOf(given: Difference['first']): string {
  if (given === undefined) return '–';
  if (typeof given === 'number') return String(Number(given.toPrecision(7)));
  return typeof given === 'string' ? given : JSON.stringify(given);
}

function imageRows(images: RunDifferences['images']): Difference[] {
  if (images === null || (images.onlyFirst === 0 && images.onlySecond === 0)) return [];
  const { both, onlyFirst, onlySecond } = images;
  return [
    { name: 'images of both', first: both, second: both },
    { name: 'images of one only', first: onlyFirst, second: onlySecond },
  ];
}

function codeRows(code: RunDifferences['code']): Difference[] {
  if (code === null) return [];
  const { first, second, sameChanges } = code;
  const told = ({ commit, known, dirty }: typeof first): string =>
    commit === null
      ? 'unknown'
      : [commit, ...(known ? [] : ['not in this repository']), ...(dirty ? ['changed since'] : [])].join(', ');
  return [
    ...(first.commit === second.commit && first.dirty === second.dirty
      ? []
      : [{ name: 'commit', first: told(first), second: told(second) }]),
    ...(sameChanges === false ? [{ name: 'changes since the commit', first: 'different', second: 'different' }] : []),
  ];
}
