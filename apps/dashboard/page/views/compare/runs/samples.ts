import type { ComparedPart } from '../../../../src/views/compare/runs-compared.ts';
import { renderChoices } from '../../../parts/choices.ts';
import { element } from '../../../parts/dom.ts';
import type { Parameters, ViewContext } from '../../../shell/view.ts';
import { whenChanged } from '../when-changed.ts';
import { openPages, pageOf } from './pages.ts';
import { sampleCard } from './sample-card.ts';

const OUTCOMES = ['all', 'only A right', 'only B right', 'both wrong'] as const;
type Outcome = (typeof OUTCOMES)[number];

/** Images on one page. */
const IMAGES = 48;

/** Every test image on which the two disagree, by class, with what each says of it. */
export function openSamples(
  section: HTMLElement,
  context: ViewContext,
): (part: ComparedPart, parameters: Parameters) => void {
  const outcomes = element('form', { class: 'keys', 'aria-label': 'Which images' });
  const select = element('select', { name: 'class' });
  select.addEventListener('change', () => context.change({ class: select.value, page: undefined }));
  const count = element('p', { class: 'note', role: 'status' });
  const list = element('div', { class: 'samples' });
  const pages = element('nav', { class: 'pages', 'aria-label': 'Pages of images' });
  section.append(
    element('h2', {}, 'Images on which they disagree'),
    element('div', { class: 'tools' }, outcomes, element('label', {}, 'Class ', select)),
    count,
    list,
    pages,
  );
  const showPages = openPages(pages, (page) => {
    context.change({ page: page === 0 ? undefined : String(page + 1) });
    section.scrollIntoView();
  });
  const drawClasses = whenChanged((part: ComparedPart) => select.replaceChildren(...classOptions(part)));
  const draw = whenChanged((part: ComparedPart, outcome: Outcome, label: string, wanted: string | undefined) => {
    const chosen = chosenRows(part, outcome, label);
    const page = pageOf(wanted, chosen.length, IMAGES);
    const shown = chosen.slice(page * IMAGES, (page + 1) * IMAGES);
    const total = part.samples.images.length;
    count.textContent =
      chosen.length === 0
        ? `None of ${total.toLocaleString('en')} images.`
        : `${(page * IMAGES + 1).toLocaleString('en')} to ${(page * IMAGES + shown.length).toLocaleString('en')} of ${chosen.length.toLocaleString('en')} images${chosen.length === total ? ' on which they disagree' : `, out of ${total.toLocaleString('en')} on which they disagree`}.${pictureNote(part)}`;
    list.replaceChildren(...groups(part, shown));
    showPages(page, Math.ceil(chosen.length / IMAGES));
  });
  return (part, parameters) => {
    const outcome = OUTCOMES.find((one) => one === parameters['outcome']) ?? 'all';
    renderChoices(outcomes, [{ name: 'outcome', legend: 'Show', options: OUTCOMES, chosen: outcome }], (name, value) =>
      context.change({ [name]: value === 'all' ? undefined : value, page: undefined }),
    );
    drawClasses(part);
    const label = parameters['class'] ?? '';
    select.value = label;
    // A class that there is not.
    if (select.selectedIndex < 0) select.value = '';
    draw(part, outcome, select.value, parameters['page']);
  };
}

function pictureNote({ hasPictures, hasIds, dataset }: ComparedPart): string {
  if (hasPictures) return '';
  return hasIds
    ? ` Their pictures are shown by "shotbench dashboard --images ${dataset}=FOLDER", with the folder that their ids are relative to.`
    : ' The feature set knows no ids of its images: they are named by their row.';
}

function classOptions({ classNames, samples: { labels } }: ComparedPart): HTMLElement[] {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const options = [...counts]
    .sort(([x], [y]) => x - y)
    .map(([label, count]) => element('option', { value: String(label) }, `${classNames[label]} (${count})`));
  return [element('option', { value: '' }, `all ${counts.size} classes`), ...options];
}

/** The places in the lists of samples that pass, by class and then as in the test set. */
function chosenRows({ samples: { labels, first, second } }: ComparedPart, outcome: Outcome, label: string): number[] {
  const passes = (i: number): boolean => {
    if (label !== '' && String(labels[i]) !== label) return false;
    if (outcome === 'all') return true;
    const [isFirst, isSecond] = [first.classes[i] === labels[i], second.classes[i] === labels[i]];
    if (outcome === 'both wrong') return !isFirst && !isSecond;
    return outcome === 'only A right' ? isFirst : isSecond;
  };
  return labels
    .map((_, i) => i)
    .filter(passes)
    .sort((x, y) => labels[x]! - labels[y]! || x - y);
}

function groups(part: ComparedPart, rows: readonly number[]): HTMLElement[] {
  const { classNames, samples } = part;
  const labels = [...new Set(rows.map((i) => samples.labels[i]!))];
  return labels.map((label) => {
    const own = rows.filter((i) => samples.labels[i] === label);
    const cards = own.map((i) => sampleCard(part, i));
    return element(
      'div',
      { class: 'sample-group' },
      element('h3', {}, classNames[label]!),
      element('ul', {}, ...cards),
    );
  });
}
