import { wholeDuration } from '../../parts/duration.ts';

/** An owner that has not been heard of for so long may be gone, and others may take its runs. */
export const SILENT_SECONDS = 60;

/** Makes an element say how long ago a time was, in milliseconds of the server's clock; {@link tick} keeps it true. */
export function setSince(holder: HTMLElement, since: number | null, now: number): void {
  if (since === null) {
    delete holder.dataset.since;
    holder.textContent = '–';
    return;
  }
  holder.dataset.since = String(since);
  write(holder, since, now);
}

/** Brings all such elements to a later time. */
export function tick(root: HTMLElement, now: number): void {
  for (const holder of root.querySelectorAll<HTMLElement>('[data-since]')) {
    write(holder, Number(holder.dataset.since), now);
  }
}

function write(holder: HTMLElement, since: number, now: number): void {
  // The clock of another machine may be ahead.
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  const { suffix, watched } = holder.dataset;
  const text = suffix === undefined ? wholeDuration(seconds) : `${roughly(seconds)} ${suffix}`;
  if (holder.textContent !== text) holder.textContent = text;
  if (watched !== undefined) holder.classList.toggle('silent', seconds >= SILENT_SECONDS);
}

/** What is over need not move with every second. */
function roughly(seconds: number): string {
  return wholeDuration(seconds < 120 ? seconds : seconds - (seconds % 60));
}
