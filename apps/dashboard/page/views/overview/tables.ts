import type { Overview } from '../../../src/views/overview/overview-api.ts';
import { element } from '../../parts/dom.ts';
import type { Shown, ViewContext } from '../../shell/view.ts';
import { ComparisonTable } from './comparison-table.ts';

/** All tables of the answer: one, but where runs were trained on several sets and tested on others. */
export function openTables(context: ViewContext) {
  const root = element('div', { id: 'table', role: 'region', 'aria-label': 'Comparison table', tabindex: '0' });
  const found = element('p', { id: 'found', class: 'note', role: 'status' });
  const outer = element('div', {}, found, root);
  const made = new Map<string, ComparisonTable>();

  const show = (overview: Overview, shown: Shown): void => {
    const keys = overview.tables.map(({ trainedOn }) => trainedOn ?? '');
    for (const [key, table] of made) {
      if (keys.includes(key)) continue;
      table.root.remove();
      made.delete(key);
    }
    let [visible, all] = [0, 0];
    overview.tables.forEach((table, i) => {
      const key = keys[i]!;
      const own = made.get(key) ?? new ComparisonTable(context);
      made.set(key, own);
      if (root.children[i] !== own.root) root.insertBefore(own.root, root.children[i] ?? null);
      const isCompared = table.columns.some(({ kind }) => kind === 'printed') || overview.tables.length === 1;
      visible += own.show(table, isCompared ? overview.paper : null, shown);
      all += table.rows.length;
    });
    const { find } = shown.parameters;
    found.hidden = find === undefined;
    found.textContent = find === undefined ? '' : `${visible} of ${all} methods have “${find}” in their name.`;
  };
  return { root: outer, show };
}
