import type { ComparedPart } from '../../../../src/views/compare/runs-compared.ts';
import { element } from '../../../parts/dom.ts';
import { percent } from '../../../parts/numbers.ts';
import { probability, signed } from '../sign.ts';

/** How often the two are right on the same images, McNemar's test of it, and how well their confidence fits. */
export function renderSummary(container: HTMLElement, part: ComparedPart): void {
  container.replaceChildren(
    element(
      'div',
      { class: 'summary scroll', role: 'region', 'aria-label': 'Agreement and scores', tabindex: '0' },
      agreement(part),
      scores(part),
    ),
    verdict(part),
  );
}

/** The four-field table that McNemar's test is of. */
function agreement({ bothRight, onlyFirstRight, onlySecondRight, bothWrong, images }: ComparedPart): HTMLElement {
  const count = (value: number, name = ''): HTMLElement => element('td', { class: name }, value.toLocaleString('en'));
  return element(
    'table',
    { class: 'four-fields' },
    element('caption', {}, `${images.toLocaleString('en')} test images`),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('td'),
        element('th', { scope: 'col' }, 'B right'),
        element('th', { scope: 'col' }, 'B wrong'),
      ),
    ),
    element(
      'tbody',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, 'A right'),
        count(bothRight),
        count(onlyFirstRight, 'a-better'),
      ),
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, 'A wrong'),
        count(onlySecondRight, 'b-better'),
        count(bothWrong),
      ),
    ),
  );
}

function scores({ first, second }: ComparedPart): HTMLElement {
  const row = (name: string, a: number, b: number): HTMLElement =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      ...[percent(a), percent(b), signed(a - b)].map((text) => element('td', {}, text)),
    );
  return element(
    'table',
    {},
    element('caption', {}, 'Percent'),
    element('thead', {}, element('tr', {}, ...['', 'A', 'B', 'A − B'].map((name) => headOf(name)))),
    element(
      'tbody',
      {},
      row('accuracy', first.accuracy, second.accuracy),
      row('mean confidence', first.confidence, second.confidence),
      row('calibration error', first.calibrationError, second.calibrationError),
    ),
  );
}

function headOf(name: string): HTMLElement {
  return name === '' ? element('td') : element('th', { scope: 'col' }, name);
}

function verdict({
  disagreements,
  onlyFirstRight,
  onlySecondRight,
  p,
  images,
  bothRight,
  bothWrong,
}: ComparedPart): HTMLElement {
  const decided = onlyFirstRight + onlySecondRight;
  return element(
    'p',
    { class: 'verdict' },
    `They take ${disagreements.toLocaleString('en')} of ${images.toLocaleString('en')} images for different classes, and ${(bothRight + bothWrong).toLocaleString('en')} they have both right or both wrong. `,
    `Of the ${decided.toLocaleString('en')} that only one has right, A has ${onlyFirstRight.toLocaleString('en')}: McNemar’s exact p = ${probability(p)}.`,
    element(
      'span',
      { class: 'soft' },
      ' It is of these two classifiers on these images, and says nothing on other seeds. Calibration error: expected, 15 bins.',
    ),
  );
}
