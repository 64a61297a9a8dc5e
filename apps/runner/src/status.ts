import { describeOwner } from '@shotbench/run-reports/describe-owner';
import { describeCell, type RunRow, Tracker } from '@shotbench/tracker';

import { isOwnerAlive } from './owner.ts';
import { describeSeconds } from './sweep/describe-seconds.ts';

/** Enough to see what is wrong; the rest is of the same kind more often than not. */
const SHOWN = 5;

/**
 * What is in a database, who runs what, what failed last, and what to do about it.
 * @throws ShotbenchError `TRACKER_MISSING` and others where there is no database to read.
 */
export function status(file: string, now: () => number = Date.now): string {
  const tracker = Tracker.openReadOnly(file);
  try {
    const counts = tracker.counts();
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const states = Object.entries(counts).filter(([, count]) => count > 0);
    const summary = [`${all} ${all === 1 ? 'run' : 'runs'}`, ...states.map(([state, count]) => `${count} ${state}`)];
    const running = tracker.runs({ states: ['running'] });
    const gone = running.filter(({ owner }) => isOwnerAlive(owner!) === false).length;
    const latest = (state: 'failed' | 'stale' | 'invalid'): RunRow[] => tracker.latest([state], SHOWN);
    return [
      `${summary.join(', ')}\n`,
      block(
        'running',
        running.map((run) => describeRunning(run, now())),
        running.length,
      ),
      block('failed', latest('failed').map(describeFailed), counts.failed),
      block(
        'stale',
        latest('stale').map((run) => `${describeCell(run)}: ${lastReason(tracker, run)}`),
        counts.stale,
      ),
      block(
        'invalid',
        latest('invalid').map((run) => `${describeCell(run)}: ${lastReason(tracker, run)}`),
        counts.invalid,
      ),
      advice({ ...counts, waiting: counts.queued + counts.interrupted + counts.stale + gone }),
    ].join('');
  } finally {
    tracker.close();
  }
}

function block(title: string, lines: readonly string[], count: number): string {
  if (count === 0) return '';
  const more = count > lines.length ? `, the last ${lines.length} of ${count}` : '';
  return `\n${title}${more}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function describeRunning(run: RunRow, now: number): string {
  const owner = run.owner!;
  const alive = isOwnerAlive(owner);
  const since = describeSeconds(Math.max(0, now - run.startedAt!) / 1000);
  const beat = describeSeconds(Math.max(0, now - run.heartbeatAt!) / 1000);
  const sign = { true: '', false: ', which is gone', undefined: `, last heard of ${beat} ago` }[String(alive)];
  return `${describeCell(run)}: for ${since} by ${describeOwner(owner)}${sign}`;
}

function describeFailed(run: RunRow): string {
  return `${describeCell(run)}: ${run.error!.code}: ${run.error!.message}`;
}

/** Why a run is what it is, as its history has it. */
function lastReason(tracker: Tracker, { key }: RunRow): string {
  return tracker.events(key).at(-1)?.reason ?? 'no reason is known';
}

function advice({ waiting, failed, invalid }: { waiting: number; failed: number; invalid: number }): string {
  const lines = [
    ...(waiting > 0 ? [`${waiting} wait to be run: the command that asked for them goes on with them`] : []),
    ...(failed > 0 ? ['"shotbench retry --failed" runs failed ones again'] : []),
    ...(invalid > 0 ? ['"shotbench retry --invalid" runs again what was taken back'] : []),
  ];
  return lines.length === 0 ? '' : `\n${lines.map((line) => `${line}\n`).join('')}`;
}
