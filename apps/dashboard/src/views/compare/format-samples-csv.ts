import { csvLine } from '@shotbench/tracker';

import type { ComparedPart } from './runs-compared.ts';

const HEADER = [
  ...['part', 'image', 'label', 'first', 'first_confidence', 'first_margin', 'second', 'second_confidence'],
  'second_margin',
];

/** Every image that two runs take for different classes, as CSV (RFC 4180, but with LF line ends). Probabilities with four decimals. */
export function formatSamplesCsv(parts: readonly ComparedPart[]): string {
  const records = parts.flatMap(({ part, classNames, samples: { images, labels, first, second } }) =>
    images.map((image, i) => [
      ...[part, image, classNames[labels[i]!]!],
      ...[first, second].flatMap(({ classes, confidences, margins }) => [
        classNames[classes[i]!]!,
        confidences[i]!.toFixed(4),
        margins[i]!.toFixed(4),
      ]),
    ]),
  );
  return [HEADER, ...records].map(csvLine).join('');
}
