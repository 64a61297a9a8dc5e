import type { Compared } from '../../../src/views/run/run-api.ts';
import { element } from '../../parts/dom.ts';
import { keyLink } from './facts.ts';
import type { PartContext, RunPart } from './run-part.ts';

/** What a key looks like. */
const KEY = '[0-9a-fA-F]{4,64}';

/** In what the set-up of the run differs from that of another, which is asked for by its key. */
export const showComparison: RunPart = ({ report, compared }, context) => {
  if (report === null) return undefined;
  const other = context.parameters['with'];
  return {
    ...{ id: 'comparison', title: 'Differences from another run', state: [other, compared], isWide: true },
    make: () => [
      otherForm(other, context),
      ...(other === undefined
        ? []
        : compared === null
          ? [element('p', {}, '…')]
          : differencesOf(compared, report.run.key, context)),
    ],
  };
};

function otherForm(other: string | undefined, { change }: PartContext): HTMLElement {
  const input = element('input', {
    ...{ name: 'with', pattern: KEY, title: "4 to 64 hexadecimal digits of a run's key", autocomplete: 'off' },
    ...{ value: other ?? '', spellcheck: 'false' },
  });
  const form = element(
    'form',
    { class: 'other' },
    element('label', {}, 'Key of the other run ', input),
    element('button', { type: 'submit' }, 'Compare'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    change({ with: input.value.trim() }, true);
  });
  return form;
}

function differencesOf(compared: Compared | { readonly problem: string }, key: string, context: PartContext): Node[] {
  if ('problem' in compared) return [element('p', { class: 'note problem' }, compared.problem)];
  const { href } = context;
  const groups = [
    ['identity', compared.identity],
    ['settings', compared.settings],
    ['provenance', compared.provenance],
  ] as const;
  const rows = groups.flatMap(([group, differences]) =>
    differences.map(({ name, first, second }) =>
      element(
        'tr',
        {},
        ...[group, name].map((text) => element('th', { scope: 'row' }, text)),
        value(first),
        value(second),
      ),
    ),
  );
  const second = compared.key.slice(0, 12);
  const head = ['', '', 'this run', second].map((text) => element('th', { scope: 'col' }, text));
  const comparison = href('compare', { first: key.slice(0, 12), second });
  return [
    element(
      'p',
      {},
      keyLink(compared.key, href('run', { key: second })),
      ` is ${compared.cell}. `,
      element('a', { href: comparison }, 'Their results side by side'),
    ),
    rows.length === 0
      ? element('p', {}, 'They do not differ in identity, settings or provenance.')
      : element(
          'div',
          { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Differences' },
          element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows)),
        ),
    element('p', { class: 'note' }, 'What is equal is left out.'),
  ];
}

function value(json: unknown): HTMLElement {
  return json === undefined
    ? element('td', { class: 'none' }, '–')
    : element('td', {}, element('code', {}, JSON.stringify(json)));
}
