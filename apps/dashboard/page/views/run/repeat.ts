import { element } from '../../parts/dom.ts';
import type { RunPart } from './run-part.ts';
import { copyButton } from './copy-button.ts';

/** The command that computes the run once more. */
export const showRepeat: RunPart = ({ report }) => {
  if (report === null) return undefined;
  const { command, notes } = report.repeat;
  return {
    ...{ id: 'repeat', title: 'To compute it again, in another database', state: report.repeat, isWide: true },
    make: () => {
      if (command === null) return [notesList(notes)];
      const code = element('code', {}, command);
      return [element('div', { class: 'command' }, element('pre', {}, code), copyButton(code)), notesList(notes)];
    },
  };
};

function notesList(notes: readonly string[]): HTMLElement {
  return element('ul', { class: 'note' }, ...notes.map((note) => element('li', {}, note)));
}
