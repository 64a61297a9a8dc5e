import type { ResultsIndex } from '../../src/views/index/index-api.ts';
import { element } from '../parts/dom.ts';

const COMMAND = 'shotbench run --features NAMES --methods IDS --shots 1,2,4,8,16 --seeds 1..3';

interface Message {
  readonly title: string;
  readonly text: string;
  readonly command?: string;
}

/**
 * What to do, or what to wait for, where a view has nothing to show; nothing where there are no counts.
 * @param follows whether the page shows by itself what comes.
 */
export function renderEmpty(section: HTMLElement, counts: ResultsIndex['counts'] | undefined, follows: boolean): void {
  section.hidden = counts === undefined;
  if (counts === undefined) return;
  const { title, text, command } = follows ? messageFor(counts) : EXPORTED;
  section.replaceChildren(element('h2', {}, title), element('p', {}, text));
  if (command === undefined) return;
  section.append(
    element('pre', {}, element('code', {}, command)),
    element('p', { class: 'note' }, `“${command.split(' --', 1)[0]} --help” explains the options.`),
  );
}

const EXPORTED: Message = {
  title: 'No results yet',
  text: 'No run had finished when this folder was exported. Once some have, this writes it anew:',
  command: 'shotbench site export',
};

function messageFor({ queued, running, interrupted, stale, failed }: ResultsIndex['counts']): Message {
  if (running > 0) {
    return { title: 'The first runs are on their way', text: 'This page shows them by itself as they finish.' };
  }
  if (queued + interrupted + stale > 0) {
    const text = 'Runs are planned, but nobody is working on them. The command that planned them goes on:';
    return { title: 'No run has finished yet', text, command: COMMAND };
  }
  if (failed > 0) {
    const text = 'Once the cause is mended, this runs them again:';
    return { title: 'All runs have failed', text, command: `${COMMAND} --retry-failed` };
  }
  return { title: 'No results yet', text: 'This fills the page, which follows by itself:', command: COMMAND };
}
