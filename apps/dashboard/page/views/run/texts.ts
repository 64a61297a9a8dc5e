import { element } from '../../parts/dom.ts';
import type { RunPart } from './run-part.ts';

/** Text as it was printed, in a region that scrolls and that the keyboard can reach. */
export function printed(text: string, label: string): HTMLElement {
  return element('pre', { tabindex: '0', role: 'region', 'aria-label': label }, text);
}

/** Why a run has failed, and how to run it again. */
export const showError: RunPart = ({ report }) => {
  const error = report?.run.error;
  if (!error) return undefined;
  return {
    ...{ id: 'error', title: 'Error', state: error, isWide: true },
    make: () => [
      element('p', { class: 'message' }, element('strong', {}, error.code), `: ${error.message}`),
      ...(error.stack === undefined
        ? []
        : [element('details', {}, element('summary', {}, 'Stack'), printed(error.stack, 'Stack'))]),
      element('p', { class: 'note' }, element('code', {}, 'shotbench retry --failed'), ' runs failed runs again.'),
    ],
  };
};

/** The last lines of what a run reported. */
export const showLog: RunPart = ({ report }) => {
  const log = report?.log;
  if (log === null || log === undefined || log.trim() === '') return undefined;
  return { id: 'log', title: 'Log', state: log, isWide: true, make: () => [printed(log.trimEnd(), 'Log')] };
};
