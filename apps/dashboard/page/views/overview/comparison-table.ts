import type { OverviewTable } from '../../../src/views/overview/overview-table.ts';
import type { PaperBeside } from '../../../src/views/overview/paper-beside.ts';
import { element } from '../../parts/dom.ts';
import { counted } from '../../parts/numbers.ts';
import type { Shown, ViewContext } from '../../shell/view.ts';
import { placeChildren } from './place-children.ts';
import { printedRow } from './printed-row.ts';
import { sortedRows, sortOf } from './sorting.ts';
import { TableHead } from './table-head.ts';
import { rowKey, TableRows } from './table-rows.ts';

/** More columns than this get their intervals below the means. */
const DENSE_COLUMNS = 7;

/** Methods × datasets or shots, as a table that papers could print; drawn anew in place. */
export class ComparisonTable {
  readonly root = element('table', { 'aria-describedby': 'notes' });
  readonly #caption = element('span');
  readonly #head: TableHead;
  readonly #rows: TableRows;
  readonly #bodies = new Map<string, HTMLTableSectionElement>();
  readonly #printed = element('tbody', { class: 'printed' });
  #shownPaper: PaperBeside | null = null;

  constructor(context: ViewContext) {
    this.#head = new TableHead(context);
    this.#rows = new TableRows(context);
    this.root.append(element('caption', {}, this.#caption), this.#head.root);
  }

  /** Returns how many methods are shown, those whose name has what is looked for. */
  show(table: OverviewTable, paper: PaperBeside | null, shown: Shown): number {
    const { parameters, request } = shown;
    const { columns, rows } = table;
    this.#caption.textContent = captionOf(table);
    this.root.classList.toggle('dense', columns.length > DENSE_COLUMNS);
    const sort = sortOf(parameters, columns);
    this.#head.show(columns, sort);
    this.#rows.show(table, shown);

    const isFound = finder(parameters.find);
    const found = new Set(rows.filter(({ method, protocol }) => isFound(`${method} ${protocol}`)));
    const groups = request.mix === undefined ? [...new Set(rows.map(({ protocol }) => protocol))] : ['mixed'];
    const bodies = groups.map((group) => {
      const own = rows.filter(({ protocol }) => group === 'mixed' || protocol === group);
      const body = this.#bodies.get(group) ?? element('tbody');
      this.#bodies.set(group, body);
      const elements = sortedRows(own, sort, columns).map((row) => {
        const made = this.#rows.get(rowKey(row))!;
        made.hidden = !found.has(row);
        return made;
      });
      placeChildren(body, elements);
      body.hidden = own.every((row) => !found.has(row));
      return body;
    });
    this.#showPrinted(paper, columns.length);
    for (const row of this.#printed.querySelectorAll<HTMLElement>('tr[data-name]')) {
      row.hidden = !isFound(`${row.dataset.name} printed`);
    }
    const hasPrinted = (paper?.rows.length ?? 0) > 0;
    placeChildren(this.root, [
      ...[this.#caption.parentElement!, this.#head.root],
      ...[...bodies, ...(hasPrinted ? [this.#printed] : [])],
    ]);
    return found.size;
  }

  /** What the paper prints, and we do not have. */
  #showPrinted(paper: PaperBeside | null, columns: number): void {
    if (this.#shownPaper === paper && paper !== null) return;
    this.#shownPaper = paper;
    if (paper === null) return this.#printed.replaceChildren();
    const title = element('th', { scope: 'rowgroup', colspan: String(columns + 1) });
    title.append(element('span', {}, `Printed in ${paper.title}`));
    this.#printed.replaceChildren(element('tr', { class: 'title' }, title), ...paper.rows.map(printedRow));
  }
}

/** For example `16 shots · RN50 · accuracy in percent`. */
function captionOf({ backbone, shots, dataset, trainedOn }: OverviewTable): string {
  return [
    ...(shots === null ? [] : [counted(shots, 'shot')]),
    ...(dataset === null ? [] : [dataset]),
    backbone,
    ...(trainedOn === null ? [] : [`trained on ${trainedOn}`]),
    'accuracy in percent',
  ].join(' · ');
}

function finder(text: string | undefined): (name: string) => boolean {
  const wanted = text?.trim().toLowerCase() ?? '';
  return (name) => name.toLowerCase().includes(wanted);
}
