import type { Live } from '../../../src/views/live/live-api.ts';
import { element } from '../../parts/dom.ts';
import { wholeDuration } from '../../parts/duration.ts';
import { counted } from '../../parts/numbers.ts';

const STATES = ['done', 'running', 'queued', 'interrupted', 'stale', 'failed', 'invalid'] as const;

/** How far all runs are: a sentence, a bar, and the pace. */
export function renderSummary(section: HTMLElement, live: Live): void {
  section.replaceChildren(
    element(
      'p',
      { class: 'far' },
      element('strong', {}, number(live.counts.done)),
      ` of ${number(live.total)} ${live.total === 1 ? 'run' : 'runs'} done `,
      element('span', { class: 'percent' }, `${live.donePercent.toFixed(1)} %`),
    ),
    bar(live),
    element(
      'dl',
      {},
      ...facts(live).map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
    ),
  );
}

function bar({ counts, donePercent }: Live): HTMLElement {
  const parts = STATES.map((state) => {
    const part = element('span', { class: state, title: `${number(counts[state])} ${state}` });
    // Through the object model and not as an attribute, which the Content-Security-Policy refuses.
    part.style.flexGrow = String(counts[state]);
    return part;
  });
  const told = STATES.filter((state) => counts[state] > 0).map((state) => `${number(counts[state])} ${state}`);
  return element(
    'div',
    {
      ...{ class: 'bar', role: 'progressbar', 'aria-label': 'Runs that are done', 'aria-valuemin': '0' },
      ...{ 'aria-valuemax': '100', 'aria-valuenow': String(donePercent), 'aria-valuetext': told.join(', ') },
    },
    ...parts,
  );
}

function facts({ counts, pace: { recent, secondsLeft } }: Live): [name: string, value: string][] {
  const waiting = counts.queued + counts.interrupted + counts.stale;
  const again = [
    ...(counts.interrupted > 0 ? [`${number(counts.interrupted)} interrupted`] : []),
    ...(counts.stale > 0 ? [`${number(counts.stale)} stale`] : []),
  ];
  return [
    ['running', number(counts.running)],
    ['waiting', again.length === 0 ? number(waiting) : `${number(waiting)}, of these ${again.join(' and ')}`],
    ['failed', number(counts.failed)],
    ...(counts.invalid > 0 ? [['taken back', number(counts.invalid)] as [string, string]] : []),
    ['pace', recent === null ? 'none: nothing has ended lately' : paceText(recent)],
    ...(secondsLeft === null ? [] : [['left at this pace', `about ${wholeDuration(secondsLeft)}`] as [string, string]]),
  ];
}

function paceText({ perMinute, ended, minutes }: NonNullable<Live['pace']['recent']>): string {
  const rate = perMinute >= 1 ? `${perMinute.toFixed(1)} a minute` : `${(perMinute * 60).toFixed(1)} an hour`;
  return `${rate} (${counted(ended, 'run')} in ${wholeDuration(minutes * 60)})`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}
