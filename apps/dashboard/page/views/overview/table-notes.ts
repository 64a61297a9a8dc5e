import type { OverviewTable, TableRow, TableValue } from '../../../src/views/overview/overview-tables.ts';
import { element } from '../../parts/dom.ts';

type Protocol = TableRow['protocol'];

const PROTOCOLS: Readonly<Record<Protocol, string>> = {
  fixed: 'hyper-parameters set before any data were seen',
  'few-shot-val': 'tuned on min(shots, 4) validation images per class',
  'full-val': 'tuned on the full validation split',
  'test-oracle': 'tuned on the test split, an upper bound',
};

/** What the signs in a table mean, as far as they occur, and what its numbers do not contain. */
export function tableNotes({ rows, averaged }: OverviewTable): HTMLElement[] {
  const values = rows.flatMap((row) => row.values.filter((value) => value !== null));
  const sentences = [
    'Mean ± 95% t-interval over seeds; a value without ± has one run (n = 1).',
    ...(values.some(({ best }) => best) ? ['Bold: best of its protocol in its column, equal to two decimals.'] : []),
    ...(values.some(isPartial) ? ['n = a/b: a of b planned seeds are done.'] : []),
    ...(averaged
      ? ['Average: over datasets, where all have a value; ± over per-seed averages, where all share their seeds.']
      : []),
  ];
  const used = [...new Set(rows.map(({ protocol }) => protocol))];
  const protocols = used.map((protocol) => `${protocol} – ${PROTOCOLS[protocol]}`);
  return [
    element('p', { class: 'note' }, sentences.join(' ')),
    element('p', { class: 'note' }, `Protocols: ${protocols.join('; ')}.`),
    ...unfinished(values),
  ];
}

function isPartial({ n, failed, missing }: TableValue): boolean {
  return n > 0 && failed + missing > 0;
}

function unfinished(values: readonly TableValue[]): HTMLElement[] {
  const sum = (count: (value: TableValue) => number) => values.reduce((total, value) => total + count(value), 0);
  const [failed, missing] = [sum((value) => value.failed), sum((value) => value.missing)];
  const parts = [...(failed > 0 ? [`${failed} failed`] : []), ...(missing > 0 ? [`${missing} pending`] : [])];
  return parts.length === 0
    ? []
    : [element('p', { class: 'note unfinished' }, `Runs without a number here: ${parts.join(', ')}.`)];
}
