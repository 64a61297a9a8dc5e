import type { Results } from '../src/results.ts';
import { renderChoices } from './choices.ts';
import { renderCurves } from './curves.ts';
import { byId } from './dom.ts';
import { renderEmpty } from './empty.ts';
import { fetchResults } from './fetch-results.ts';
import { type Connection, follow } from './follow.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { renderProgress } from './progress.ts';
import { readWish, resolve, type Wish, writeSelection } from './selection.ts';
import { seriesStyles } from './series-styles.ts';
import { renderTable } from './table.ts';

/** Between two readings, so that a fast sweep does not keep this machine busy with its own page. */
const PAUSE_MILLISECONDS = 500;

const CONNECTIONS: Readonly<Record<Connection, string>> = {
  live: 'live',
  reconnecting: 'reconnecting …',
  lost: 'connection lost: reload the page',
};

let results: Results | undefined;
let wish: Wish = readWish(location.search);

const refresh = oneAtATime(async () => {
  try {
    results = await fetchResults();
    render(results);
    report('');
  } catch (error) {
    report(`The results cannot be shown: ${error instanceof Error ? error.message : String(error)}`);
  }
}, PAUSE_MILLISECONDS);

function render(current: Results): void {
  renderProgress(byId('progress'), current.counts);
  const selection = resolve(current, wish);
  byId('results').hidden = selection === undefined;
  renderEmpty(byId('empty'), current.counts);
  if (selection === undefined) return;

  const { backbone, table } = selection;
  // A link that names what is not there (any more) must not go on claiming to show it.
  if (wish.backbone !== undefined || wish.shots !== undefined) writeSelection(selection);
  renderChoices(byId('choices'), current, selection, (chosen) => {
    wish = chosen;
    render(current);
  });
  const styles = seriesStyles(current.methods);
  renderTable({ table: byId('table'), notes: byId('notes') }, backbone.backbone, table, styles);
  renderCurves({ legend: byId('legend'), panels: byId('panels'), note: byId('curves-note') }, backbone.panels, styles);
}

function report(problem: string): void {
  byId('problem').textContent = problem;
  byId('problem').hidden = problem === '';
}

await refresh();
follow('/api/events', {
  onVersion: (version) => {
    if (version !== results?.version) void refresh();
  },
  onConnection: (connection) => {
    byId('connection').textContent = CONNECTIONS[connection];
    byId('connection').className = connection;
  },
});
