import type { OverviewEntry } from '../../../src/views/overview/overview-table.ts';
import type { PrintedNumber } from '../../../src/views/overview/printed-number.ts';
import { element } from '../../parts/dom.ts';
import { percent, plusMinus } from '../../parts/numbers.ts';

/** A dataset's number with whatever it lacks, or why there is none; a link to its runs. */
export function valueCell(entry: OverviewEntry | null, href: string): HTMLTableCellElement {
  if (entry === null) return absent('not planned');
  const { mean, n, failed, missing, printed } = entry;
  const planned = (n ?? 0) + failed + missing;
  const state = failed > 0 ? 'failed' : 'pending';
  const gap = (text: string) => element('span', { class: `gap ${state}` }, text);
  const content: (Node | string)[] = mean === null ? [gap(planned > 1 ? gaps(entry) : state)] : number(entry, mean);
  if (mean !== null && n !== null && n < planned) {
    content.push(gap(`n = ${n}/${planned}${failed > 0 ? `, ${failed} failed` : ''}`));
  }
  const cell = element('td', { class: mean === null ? 'absent' : undefined }, element('a', { href }, ...content));
  if (printed) cell.append(printedBeside(printed));
  return cell;
}

/** The average over the datasets. */
export function averageCell(entry: OverviewEntry | null): HTMLTableCellElement {
  if (entry === null || entry.mean === null) return absent('no average before every dataset has a value');
  const cell = element('td', { class: 'average' }, ...number(entry, entry.mean));
  if (entry.printed) cell.append(printedBeside(entry.printed));
  return cell;
}

/** A cell of a row of the paper's own; a difference that stands nowhere else is that of an average, or of runs that are not in the table. */
export function printedCell(printed: PrintedNumber | null): HTMLTableCellElement {
  if (printed === null) return absent('no number');
  const cell = element('td', { title: titleOf(printed) }, element('data', { value: printed.value }, printed.value));
  if (printed.difference !== null) cell.append(element('span', { class: 'beside' }, ...differenceOf(printed)));
  return cell;
}

/** The exact value is in the element for machines, with the decimals of the CSV. */
function number({ interval, best, second }: OverviewEntry, mean: number): HTMLElement[] {
  const data = element('data', { value: mean.toFixed(4) }, percent(mean));
  return [
    best ? element('strong', {}, data) : second ? element('u', {}, data) : data,
    element('span', { class: 'interval', 'data-value': interval?.toFixed(4) }, plusMinus(interval)),
  ];
}

/** What the paper prints, below ours, and the difference. */
function printedBeside(printed: PrintedNumber): HTMLElement {
  const line = element('span', { class: 'beside', title: titleOf(printed) });
  line.append(element('span', { class: 'unseen' }, 'printed '), printed.value, ' ', ...differenceOf(printed));
  return line;
}

/** With the sign of the verdict, and for those who do not see it in words. */
function differenceOf({ difference, sign, verdict }: PrintedNumber): HTMLElement[] {
  if (difference === null) return [];
  const words = verdict === null ? '' : VERDICT_WORDS[verdict];
  const shown = element('b', { class: `difference ${verdict ?? ''}`.trim() }, difference);
  shown.append(element('span', { class: 'sign' }, sign));
  return [shown, element('span', { class: 'unseen' }, ` ${words}`)];
}

const VERDICT_WORDS: Readonly<Record<NonNullable<PrintedNumber['verdict']>, string>> = {
  'within-interval': 'within our interval',
  'within-tolerance': 'within the tolerance',
  off: 'off',
  'not-comparable': 'not comparable',
  missing: 'no run of ours',
  'not-printed': 'not printed',
};

function titleOf({ source, reasons }: PrintedNumber): string | undefined {
  const lines = [...(source === null ? [] : [source]), ...reasons.map((reason) => `not comparable: ${reason}`)];
  return lines.length === 0 ? undefined : lines.join('\n');
}

function gaps({ failed, missing }: OverviewEntry): string {
  return [...(failed > 0 ? [`${failed} failed`] : []), ...(missing > 0 ? [`${missing} pending`] : [])].join(', ');
}

function absent(reason: string): HTMLTableCellElement {
  return element(
    'td',
    { class: 'absent', title: reason },
    element('span', { 'aria-hidden': 'true' }, '–'),
    element('span', { class: 'unseen' }, reason),
  );
}
