import { formatCsv, PROTOCOLS, summarize, type Tracker } from '@shotbench/tracker';
import type { Page } from 'playwright-core';

/** The table of the page: for each row the values of its columns as in the CSV, and their texts. */
export async function shownTable(page: Page) {
  return page.locator('#table table').evaluate((table) => {
    const columns = [...table.querySelectorAll('thead th')].slice(1).map((th) => th.textContent);
    const rows = [...table.querySelectorAll('tbody tr')].map((tr) => {
      const name = ['.method', '.protocol'].map((part) => tr.querySelector(`th ${part}`)?.textContent).join(' ');
      const cells = [...tr.querySelectorAll('td')].map((td) => {
        const [data, interval] = [td.querySelector('data'), td.querySelector('.interval')];
        const value = data && `${data.value} ${interval?.getAttribute('data-value') ?? ''}`;
        return { value, text: data ? `${data.textContent} ${interval?.textContent}`.trim() : td.textContent };
      });
      return { name, cells };
    });
    return { columns, rows };
  });
}

/** What that should be for one backbone and shot count: values from the CSV, texts as the command line rounds. */
export function expectedTable(tracker: Tracker, backbone: string, shots: number) {
  const cells = summarize(tracker.runs());
  const lines = formatCsv(cells).trim().split('\n').slice(1);
  const rows = new Map<string, { value: string | null; text: string }[]>();
  cells.forEach((cell, index) => {
    if (cell.backbone !== backbone || cell.shots !== shots) return;
    const name = `${cell.method} ${cell.protocol}`;
    const [mean, , interval] = (lines[index] as string).split(',').slice(5);
    const plusMinus = cell.interval === undefined ? '' : ` ± ${cell.interval.toFixed(2)}`;
    const shown =
      cell.mean === undefined
        ? { value: null, text: cell.failed > 0 ? 'failed' : 'pending' }
        : { value: `${mean} ${interval}`, text: `${cell.mean.toFixed(2)}${plusMinus}` };
    rows.set(name, [...(rows.get(name) ?? []), shown]);
  });
  const protocolOf = (name: string): number => PROTOCOLS.findIndex((protocol) => name.endsWith(` ${protocol}`));
  return [...rows.entries()]
    .map(([name, cells]) => ({ name, cells }))
    .sort((a, b) => protocolOf(a.name) - protocolOf(b.name) || (a.name < b.name ? -1 : 1));
}
