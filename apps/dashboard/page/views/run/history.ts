import type { RunReport } from '@shotbench/run-reports';

import { element } from '../../parts/dom.ts';
import { counted } from '../../parts/numbers.ts';
import { facts, time } from './facts.ts';
import type { RunPart } from './run-part.ts';
import { tree } from './tree.ts';

/** Who planned and ran it, when, and what happened to it since. */
export const showHistory: RunPart = ({ report }) => {
  if (report === null) return undefined;
  const { run, events } = report;
  const { state, attempts, plannedBy, owner, createdAt, startedAt, finishedAt } = run;
  return {
    ...{ id: 'history', title: 'History' },
    state: [state, attempts, plannedBy, owner, createdAt, startedAt, finishedAt, events],
    make: () => [
      facts([
        ['state', `${state}, begun ${counted(attempts, 'time')}`],
        ['planned by', plannedBy],
        ['owner', owner],
        ['planned', time(createdAt)],
        ['begun', startedAt === null ? null : time(startedAt)],
        ['ended', finishedAt === null ? null : time(finishedAt)],
      ]),
      ...(events.length === 0 ? [] : [element('ol', { class: 'events' }, ...events.map(eventItem))]),
    ],
  };
};

function eventItem({ at, kind, reason, before }: RunReport['events'][number]): HTMLElement {
  const held =
    before === null ? [] : [element('details', {}, element('summary', {}, 'what it held before'), tree(before))];
  return element('li', {}, `${time(at)} `, element('strong', {}, kind), `: ${reason}`, ...held);
}
