import type { PaperBeside } from '../../../src/views/overview/paper-beside.ts';
import { element } from '../../parts/dom.ts';

/** What is known of the paper beside the table: coverage, what is off and why not, and where its numbers were read. */
export function openPaper() {
  const root = element('details', { id: 'paper' });
  let shown = '';
  const show = (paper: PaperBeside | null): void => {
    root.hidden = paper === null;
    const state = JSON.stringify(paper && { ...paper, rows: null });
    if (paper === null || state === shown) return;
    shown = state;
    const [coverage = '', ...rest] = paper.summary;
    root.replaceChildren(
      element('summary', {}, `${paper.title}: ${coverage}`),
      ...(paper.note === null ? [] : [element('p', { class: 'note' }, paper.note)]),
      element('ul', { class: 'note' }, ...rest.map(summaryLine)),
      element('p', { class: 'note' }, 'With what is missing: ', element('code', {}, paper.command)),
    );
  };
  return { root, show };
}

/** Lines that the command line indents belong to the one above. */
function summaryLine(line: string): HTMLLIElement {
  return element('li', { class: line.startsWith(' ') ? 'below' : undefined }, line.trim());
}
