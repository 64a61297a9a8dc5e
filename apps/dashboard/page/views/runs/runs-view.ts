import { readRunQuery, runParameters } from '../../../src/shared/run-list/run-query.ts';
import type { Runs } from '../../../src/views/runs/runs-api.ts';
import { element } from '../../parts/dom.ts';
import { renderDownloads } from '../../parts/downloads.ts';
import type { Shown, View } from '../../shell/view.ts';
import { choose, chosenRuns, renderChosen } from './chosen-runs.ts';
import { addColumnChoice } from './column-choice.ts';
import { columnsAsked } from './columns.ts';
import { addCounts } from './counts.ts';
import { addFilters } from './filters.ts';
import { Grid } from './grid.ts';
import { rowSource } from './row-source.ts';
import { RunRows } from './run-rows.ts';

/** All runs of the results file. The answer itself only tells that there is something new; rows are read as they come into sight. */
export const runsView: View<Runs> = {
  name: 'runs',
  title: 'Runs',
  request: (_parameters, { counts }) => (Object.values(counts).some((count) => count > 0) ? {} : undefined),
  open: (root, { change, data, href }) => {
    const form = element('form', { id: 'run-filters', 'aria-label': 'Which runs' });
    const counts = element('div', { id: 'run-counts' });
    const chosen = element('p', { id: 'run-chosen', class: 'note' });
    const columnChoice = element('div', { id: 'run-columns' });
    const problem = element('p', { class: 'note problem', role: 'alert', hidden: '' });
    const downloads = element('p');
    let shown: Shown | undefined;
    let asked: { readonly query: string; readonly data: Runs } | undefined;

    const updateFilters = addFilters(form, (changes) => change(changes));
    const updateCounts = addCounts(counts);
    const updateColumns = addColumnChoice(columnChoice, (columns) => change({ columns }));
    const grid = new Grid({
      onSort: (column) => {
        const { sort, descending } = queryOf(shown);
        // Anew by the same column turns the order round, and a third time gives the usual order back.
        if (sort !== column) change({ sort: column, descending: undefined });
        else change(descending ? { sort: undefined, descending: undefined } : { descending: 'yes' });
      },
      onChoose: (key) => change(choose(chosenRuns(shown?.parameters ?? {}), key)),
      onOpen: (key) => root.querySelector<HTMLAnchorElement>(`[data-key="${CSS.escape(key)}"] a`)?.click(),
      hrefOfRun: (key) => href('run', { key }),
    });
    const rows = new RunRows({
      source: rowSource(data),
      onChange: () => draw(),
      onProblem: (error) => {
        problem.hidden = false;
        problem.textContent = `These runs cannot be shown: ${error instanceof Error ? error.message : String(error)}`;
      },
    });
    const heading = element('div', { class: 'heading' }, element('h2', {}, 'Runs'), columnChoice);
    root.append(form, element('section', {}, heading, counts, problem, grid.element, chosen, downloads));

    const draw = (): void => {
      const { selection } = rows;
      if (!shown || !selection) return;
      problem.hidden = true;
      const { parameters } = shown;
      const query = queryOf(shown);
      const columns = columnsAsked(parameters['columns']);
      updateFilters(query, selection.facets);
      updateCounts({ query, selection, parameters, href: (others) => href('runs', others) });
      updateColumns(columns);
      const keys = chosenRuns(parameters);
      renderChosen(chosen, {
        chosen: keys,
        hrefOf: href,
        onClear: () => change({ first: undefined, second: undefined }),
      });
      grid.show({
        ...{ columns, count: selection.matching, row: (place) => rows.row(place), chosen: keys },
        ...{ sort: query.sort, descending: query.descending === true },
      });
      // A page without a server has the files of all runs only.
      const narrowed = data.eventsUrl === undefined ? {} : runParameters(query);
      renderDownloads(downloads, data, {
        view: 'runs',
        extensions: ['csv', 'json', 'md', 'tex'],
        parameters: narrowed,
      });
    };

    return {
      show: (answer, now) => {
        shown = now;
        const query = queryOf(now);
        const name = JSON.stringify(runParameters(query));
        if (asked?.query !== name) grid.toTop();
        if (asked?.query !== name || asked.data !== answer) {
          asked = { query: name, data: answer };
          void rows.ask(query);
        }
        draw();
      },
    };
  },
};

function queryOf(shown: Shown | undefined) {
  return readRunQuery(shown?.parameters ?? {});
}
