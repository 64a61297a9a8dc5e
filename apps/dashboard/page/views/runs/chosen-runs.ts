import { element } from '../../parts/dom.ts';
import type { Parameters } from '../../shell/view.ts';

/** Keys of the runs that are chosen to be compared: none, one or two, in the order in which they were. */
export function chosenRuns({ first, second }: Parameters): string[] {
  return [first, second].filter((key) => key !== undefined);
}

/** What choosing a run, or giving it up, changes in the address. A third one takes the place of the second. */
export function choose(chosen: readonly string[], key: string): Record<'first' | 'second', string | undefined> {
  const kept = chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen.slice(0, 1), key];
  return { first: kept[0], second: kept[1] };
}

export interface ChosenContent {
  readonly chosen: readonly string[];
  readonly hrefOf: (view: string, parameters: Parameters) => string;
  readonly onClear: () => void;
}

/** Says which runs are chosen, with a link to their comparison. */
export function renderChosen(container: HTMLElement, { chosen, hrefOf, onClear }: ChosenContent): void {
  const state = chosen.join(' ');
  if (container.dataset.state === state) return;
  container.dataset.state = state;
  const links = chosen.flatMap((key, i) => [
    ...(i > 0 ? [' and '] : []),
    element('a', { href: hrefOf('run', { key }), class: 'key' }, key),
  ]);
  const [first, second] = chosen;
  const clear = element('button', { type: 'button', class: 'link' }, 'clear');
  clear.addEventListener('click', onClear);
  const comparison =
    first !== undefined && second !== undefined
      ? element('a', { href: hrefOf('compare', { first, second }), class: 'compare' }, 'Compare these two runs')
      : 'choose a second one';
  container.replaceChildren(
    ...(chosen.length === 0
      ? ['Tick two runs to compare them.']
      : ['Chosen: ', ...links, ' · ', comparison, ' · ', clear]),
  );
}
