import type { RunsCompared } from '../../../../src/views/compare/runs-compared.ts';
import { element } from '../../../parts/dom.ts';
import { percent } from '../../../parts/numbers.ts';
import type { ViewContext } from '../../../shell/view.ts';
import { signed } from '../sign.ts';
import { whenChanged } from '../when-changed.ts';

const SIDES = [
  ['first', 'A'],
  ['second', 'B'],
] as const;

/** Which runs are compared, and a form to compare others. */
export function openRunPair(container: HTMLElement, context: ViewContext): (data: RunsCompared) => void {
  const names = element('div', { class: 'names' });
  const links = element('p', { class: 'links' });
  const inputs = SIDES.map(([name, tag]) =>
    element('input', {
      ...{ type: 'text', name, required: '', pattern: '[0-9a-fA-F]{4,64}', spellcheck: 'false', autocomplete: 'off' },
      title: `4 or more digits of the key of run ${tag}`,
    }),
  );
  const form = element(
    'form',
    { class: 'keys-form' },
    ...SIDES.map(([, tag], i) => element('label', {}, `Key of run ${tag} `, inputs[i]!)),
    element('button', { type: 'submit' }, 'Compare'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [first, second] = inputs.map(({ value }) => value.trim());
    context.change({ first, second, class: undefined, page: undefined, part: undefined, outcome: undefined }, true);
  });
  container.append(names, links, element('details', {}, element('summary', {}, 'Compare other runs'), form));
  const draw = whenChanged((data: RunsCompared) => {
    const { differences, accuracies } = data;
    const { first, second } = accuracies;
    names.replaceChildren(
      ...SIDES.map(([side, tag]) =>
        element(
          'p',
          { class: `run side-${side === 'first' ? 'a' : 'b'}` },
          element('span', { class: 'tag' }, tag),
          ' ',
          element('strong', {}, differences[side].cell),
          ' ',
          element('code', {}, differences[side].key.slice(0, 12)),
          ' ',
          element('span', { class: 'soft' }, stateOf(differences[side].state, accuracies[side])),
        ),
      ),
      ...(first === null || second === null
        ? []
        : [
            element(
              'p',
              { class: 'gain' },
              'A − B: ',
              element('strong', {}, signed(first - second)),
              ' points of accuracy',
            ),
          ]),
    );
    links.replaceChildren(
      element(
        'a',
        { href: context.href('compare', { first: differences.second.key, second: differences.first.key }) },
        'Swap A and B',
      ),
      ' · ',
      element('a', { href: context.href('compare', {}) }, 'Compare methods'),
    );
    inputs.forEach((input, i) => {
      if (document.activeElement !== input) input.value = differences[SIDES[i]![0]].key.slice(0, 12);
    });
  });
  return draw;
}

function stateOf(state: string, accuracy: number | null): string {
  return accuracy === null ? state : `${percent(accuracy)} %${state === 'done' ? '' : `, ${state}`}`;
}
