import type { Live } from '../../../src/views/live/live-api.ts';
import { serverTime } from '../../data/server-clock.ts';
import { element } from '../../parts/dom.ts';
import type { View, ViewContext } from '../../shell/view.ts';
import { tick } from './elapsed.ts';
import { newLiveList } from './live-list.ts';
import { newPaceChart, renderPaceChart } from './pace-chart.ts';
import { newPlanTable, renderPlans } from './plans.ts';
import { ACCURACY, ATTEMPTS, OWNER, runColumn, sinceColumn, STATE, TOOK } from './run-columns.ts';
import { setText } from './run-table.ts';
import { renderSummary } from './summary.ts';

const SECOND = 1000;
/** Each time more is asked for, and as many as the server gives. */
const [MORE_ROWS, MOST_ROWS] = [5, 500];
const USUAL_ROWS = 20;

/** What is going on: how far the runs are, which are running, and which have ended last. */
export const liveView: View<Live> = {
  name: 'live',
  title: 'Live',
  request: ({ rows }, { counts }) => {
    if (Object.values(counts).every((count) => count === 0)) return undefined;
    const asked = Number(rows);
    return Number.isInteger(asked) && asked >= 1 && asked <= MOST_ROWS ? { rows: String(asked) } : {};
  },
  open: (root, context) => {
    let shown: Live | undefined;
    // A folder of files tells of the moment when it was made.
    const now = (): number => (context.data.eventsUrl === undefined ? (shown?.readAt ?? 0) : serverTime());
    const summary = element('div', { class: 'summary' });
    const chart = newPaceChart();
    const lists = newLists(context, now, () => shown);
    const plans = newPlanTable();
    const morePlans = element('p', { class: 'note' });
    const planRegion = element('div', { class: 'rows', role: 'region', 'aria-label': 'Plans', tabindex: '0' }, plans);
    root.append(
      element('section', { class: 'live' }, element('h2', {}, 'Live'), summary, chart),
      ...Object.values(lists).map(({ section }) => section),
      element('section', { class: 'live-list' }, element('h3', {}, 'Plans'), planRegion, morePlans),
    );
    const timer = setInterval(() => tick(root, now()), SECOND);
    return {
      show: (live, { request }) => {
        shown = live;
        renderSummary(summary, live);
        renderPaceChart(chart, live.pace.minutes);
        const rows = Number(request['rows'] ?? USUAL_ROWS);
        const more =
          rows < MOST_ROWS ? context.href('live', { rows: String(Math.min(MOST_ROWS, rows * MORE_ROWS)) }) : '';
        const all = (state: string): string => context.href('runs', { state });
        lists.running.show(live.running, { more, all: all('running') });
        lists.failed.show(live.failed, { more, all: all('failed') });
        lists.givenUp.show(live.givenUp, { more, all: givenUpState(live, all) });
        lists.finished.show(live.finished, { more, all: all('done') });
        renderPlans(plans, live);
        morePlans.hidden = live.morePlans === 0;
        setText(morePlans, `${live.morePlans} more plans are not shown.`);
      },
      close: () => clearInterval(timer),
    };
  },
};

function newLists(context: ViewContext, now: () => number, shown: () => Live | undefined) {
  const run = runColumn((view, parameters) => context.href(view, parameters));
  const ended = sinceColumn('ended', ({ finishedAt }) => finishedAt, { now, suffix: 'ago' });
  const began = sinceColumn('begun', ({ startedAt }) => startedAt, { now, suffix: 'ago' });
  const heard = sinceColumn('last heard of', ({ heartbeatAt }) => heartbeatAt, {
    now,
    suffix: 'ago',
    isWatched: true,
  });
  const lasting = sinceColumn('for', ({ startedAt }) => startedAt, { now });
  return {
    running: newLiveList({
      ...{ title: 'Running', columns: [run, lasting, heard, OWNER] },
      empty: () => nothingRuns(shown()),
    }),
    failed: newLiveList({ title: 'Failed', columns: [run, ATTEMPTS, ended] }),
    givenUp: newLiveList({ title: 'Interrupted and stale', columns: [run, STATE, ATTEMPTS, began] }),
    finished: newLiveList({
      ...{ title: 'Done', columns: [run, ACCURACY, TOOK, ended] },
      empty: () => 'Nothing yet.',
    }),
  };
}

/** The list of runs is of one state. */
function givenUpState({ counts }: Live, all: (state: string) => string): string {
  if (counts.interrupted > 0 && counts.stale > 0) return '';
  return all(counts.stale > 0 ? 'stale' : 'interrupted');
}

function nothingRuns(live: Live | undefined): string {
  const { queued, interrupted, stale } = live?.counts ?? { queued: 0, interrupted: 0, stale: 0 };
  const waiting = queued + interrupted + stale;
  if (waiting === 0) return 'Nothing is running, and nothing waits.';
  const [runs, it] = waiting === 1 ? ['1 run waits', 'it'] : [`${waiting.toLocaleString('en')} runs wait`, 'them'];
  return `Nothing is running. ${runs}: the command that planned ${it} goes on with ${it}.`;
}
