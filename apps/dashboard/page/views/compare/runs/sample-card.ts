import type { PredictedSamples } from '@shotbench/run-reports';

import type { ComparedPart } from '../../../../src/views/compare/runs-compared.ts';
import { element } from '../../../parts/dom.ts';

/** One image: its picture where it is at hand, and what both runs say of it. */
export function sampleCard({ classNames, samples, hasPictures, dataset }: ComparedPart, i: number): HTMLElement {
  const { images, labels, first, second } = samples;
  const image = images[i]!;
  const label = labels[i]!;
  const name = classNames[label]!;
  const says = (tag: 'A' | 'B', { classes, confidences, margins }: PredictedSamples): HTMLElement => {
    const isRight = classes[i] === label;
    return element(
      'p',
      { class: `says side-${tag.toLowerCase()}` },
      element('span', { class: 'tag' }, tag),
      ' ',
      element('span', { class: isRight ? 'right' : 'wrong', 'aria-hidden': 'true' }, isRight ? '✓' : '✗'),
      element('span', { class: 'unseen' }, isRight ? ' right: ' : ' wrong: '),
      ' ',
      classNames[classes[i]!]!,
      element('span', { class: 'soft' }, ` ${confidences[i]!.toFixed(2)}, margin ${margins[i]!.toFixed(2)}`),
    );
  };
  return element(
    'li',
    {},
    ...(hasPictures ? [picture(dataset, image, name)] : []),
    element('p', { class: 'image-id' }, image),
    element('p', { class: 'soft unseen' }, `The class is ${name}.`),
    says('A', first),
    says('B', second),
  );
}

function picture(dataset: string, id: string, name: string): HTMLElement {
  const source = `/api/image?${new URLSearchParams({ dataset, id }).toString()}`;
  const made = element('img', {
    src: source,
    alt: `${id}, a test image of ${name}`,
    loading: 'lazy',
    decoding: 'async',
  });
  made.addEventListener('error', () => made.replaceWith(element('p', { class: 'soft no-picture' }, 'no picture')));
  return made;
}
