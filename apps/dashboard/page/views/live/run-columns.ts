import type { LiveRun } from '../../../src/views/live/live-runs.ts';
import { element } from '../../parts/dom.ts';
import { duration } from '../../parts/duration.ts';
import { counted, percent } from '../../parts/numbers.ts';
import { setSince } from './elapsed.ts';
import { type RunColumn, setText } from './run-table.ts';

type Href = (view: string, parameters: Readonly<Record<string, string>>) => string;

const EVALUATIONS: Readonly<Record<LiveRun['evaluation'], string | undefined>> = {
  'few-shot': undefined,
  'base-to-novel': 'base to novel',
  transfer: 'transfer',
  shifted: 'distribution shift',
};

/** Which run it is, as a link to all that is known of it, and below it why it is in this state. */
export function runColumn(href: Href): RunColumn {
  return {
    title: 'run',
    fill: (cell, run) => {
      if (!cell.hasChildNodes()) {
        cell.append(
          element('a', { class: 'method' }),
          element('span', { class: 'where' }),
          element('span', { class: 'reason' }),
        );
      }
      const [link, where, reason] = cell.children as unknown as [HTMLAnchorElement, HTMLElement, HTMLElement];
      link.href = href('run', { key: run.key });
      setText(link, run.variant === '' ? run.method : `${run.method} (${run.variant})`);
      setText(where, placeOf(run));
      setText(reason, run.reason ?? '');
      reason.hidden = run.reason === null;
      cell.className = run.state;
    },
  };
}

/** How long ago something was, growing by itself. */
export function sinceColumn(title: string, timeOf: (run: LiveRun) => number | null, context: SinceContext): RunColumn {
  const { now, suffix, isWatched = false } = context;
  return {
    title,
    isNumber: true,
    fill: (cell, run) => {
      if (suffix !== undefined) cell.dataset.suffix = suffix;
      if (isWatched) cell.dataset.watched = '';
      setSince(cell, timeOf(run), now());
    },
  };
}

interface SinceContext {
  /** The time on the server, in milliseconds. */
  readonly now: () => number;
  readonly suffix?: string;
  /** Whether a long time is a bad sign. */
  readonly isWatched?: boolean;
}

export const ACCURACY: RunColumn = {
  title: 'accuracy',
  isNumber: true,
  fill: (cell, { accuracy }) => setText(cell, accuracy === null ? '–' : percent(accuracy)),
};

export const TOOK: RunColumn = {
  title: 'took',
  isNumber: true,
  fill: (cell, { seconds }) => setText(cell, seconds === null ? '–' : duration(seconds)),
};

export const ATTEMPTS: RunColumn = {
  title: 'attempts',
  isNumber: true,
  fill: (cell, { attempts }) => setText(cell, String(attempts)),
};

export const OWNER: RunColumn = { title: 'by', fill: (cell, { owner }) => setText(cell, owner ?? '–') };

export const STATE: RunColumn = { title: 'state', fill: (cell, { state }) => setText(cell, state) };

function placeOf({ dataset, backbone, shots, seed, evaluation }: LiveRun): string {
  const parts = [dataset, backbone, counted(shots, 'shot'), ...(seed === null ? [] : [`seed ${seed}`])];
  return [...parts, ...(EVALUATIONS[evaluation] === undefined ? [] : [EVALUATIONS[evaluation]])].join(' · ');
}
