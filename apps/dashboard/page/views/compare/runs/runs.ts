import type { ComparedPart, RunsCompared } from '../../../../src/views/compare/runs-compared.ts';
import { renderChoices } from '../../../parts/choices.ts';
import { element } from '../../../parts/dom.ts';
import { renderDownloads } from '../../../parts/downloads.ts';
import type { Shown, ViewContext } from '../../../shell/view.ts';
import { whenChanged } from '../when-changed.ts';
import { openClasses } from './classes.ts';
import { openConfusions } from './confusions.ts';
import { renderDifferences } from './differences.ts';
import { openRunPair } from './run-pair.ts';
import { openSamples } from './samples.ts';
import { renderSummary } from './summary.ts';

/** Two runs: what differs between them, and on the same test images every class and every image. */
export function openRuns(root: HTMLElement, context: ViewContext) {
  const pair = element('div', { class: 'pair' });
  const parts = element('form', { id: 'parts', class: 'keys', 'aria-label': 'Test images' });
  const summary = element('div');
  const none = element('p', { class: 'missing' });
  const [classes, confusions, samples] = [element('section'), element('section'), element('section')];
  const differences = element('section', {}, element('h2', {}, 'What differs'), element('div'));
  const downloads = element('p');
  root.append(
    element('section', {}, element('h2', {}, 'Two runs'), pair, parts, summary, none),
    ...[differences, classes, confusions, samples, downloads],
  );
  const showPair = openRunPair(pair, context);
  const showClasses = openClasses(classes, context);
  const showConfusions = openConfusions(confusions, context, (label) => {
    context.change({ class: String(label), page: undefined, outcome: undefined });
    samples.scrollIntoView();
  });
  const showSamples = openSamples(samples, context);
  const showDifferences = whenChanged((data: RunsCompared) =>
    renderDifferences(differences.querySelector('div')!, data),
  );
  const showSummary = whenChanged((part: ComparedPart) => renderSummary(summary, part));
  const unchanged = latest<RunsCompared>();

  return {
    show: (read: RunsCompared, { parameters, request }: Shown): void => {
      const data = unchanged(read);
      showPair(data);
      const part = data.parts.find((one) => one.part === (parameters['part'] ?? '')) ?? data.parts[0];
      parts.hidden = data.parts.length < 2;
      renderChoices(
        parts,
        [
          {
            ...{ name: 'part', legend: 'Test images', chosen: partName(part) },
            options: data.parts.map(partName),
          },
        ],
        (_, value) => {
          const chosen = data.parts.find((one) => partName(one) === value);
          context.change({ part: chosen?.part, class: undefined, page: undefined });
        },
      );
      none.textContent = missing(data);
      none.hidden = none.textContent === '';
      for (const section of [summary, classes, confusions, samples]) section.hidden = part === undefined;
      if (part) {
        showSummary(part);
        showClasses(part, parameters);
        showConfusions(part, parameters);
        showSamples(part, parameters);
      }
      showDifferences(data);
      const extensions = part ? ['csv', 'json', 'md', 'tex', 'svg'] : ['json'];
      renderDownloads(downloads, context.data, { view: 'compare', extensions, parameters: request });
    },
  };
}

function partName(part: ComparedPart | undefined): string {
  return part === undefined || part.part === '' ? 'own classes' : part.part;
}

function missing({ parts, incomparable }: RunsCompared): string {
  const reasons = incomparable.map(({ part, reason }) => `test images${part === '' ? '' : ` of ${part}`}: ${reason}`);
  if (parts.length > 0) return reasons.length === 0 ? '' : `Not compared: ${reasons.join('; ')}.`;
  return reasons.length === 0
    ? 'Neither run has predictions stored, so classes and images cannot be compared; runs of this version store them.'
    : `Classes and images cannot be compared (${reasons.join('; ')}).`;
}

/** The same object as long as equal ones come: so what is drawn of it is not drawn anew. */
function latest<T>(): (value: T) => T {
  let kept: { readonly text: string; readonly value: T } | undefined;
  return (value) => {
    if (kept?.value === value) return value;
    const text = JSON.stringify(value);
    if (kept?.text !== text) kept = { text, value };
    return kept.value;
  };
}
