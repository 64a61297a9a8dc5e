import { describeCell, formatProbability, type Grid, type RunRow, type Sheet } from '@shotbench/tracker';

import type { PartDetails } from './part-details.ts';
import { nameOfPart, nameOfRun } from './pair-names.ts';

/** The accuracy of every class in two runs as a printed table, one for each part of their test images: the classes that gain most come first. */
export function classesSheet(first: RunRow, second: RunRow, parts: readonly PartDetails[]): Sheet {
  return {
    grids: parts.length === 0 ? [NOTHING_SHARED] : parts.map(gridOf),
    measure: [
      `A: run ${nameOfRun(first)}, ${describeCell(first)}.`,
      `B: run ${nameOfRun(second)}, ${describeCell(second)}.`,
      'Accuracy in percent on the same test images; A − B in points.',
    ],
    remarks: ["p: McNemar's exact test, two-sided: of these two classifiers on these test images, not of other seeds."],
  };
}

const COLUMNS = ['A', 'B', 'A − B'].map((heading) => ({ heading }));
const NOTHING_SHARED: Grid = {
  ...{ title: 'no classes', labels: ['class', 'images'], columns: COLUMNS, lines: [] },
  notes: ['there are no test images that both runs have predictions for'],
};

function gridOf(part: PartDetails): Grid {
  const { classes, images, first, second, disagreements, onlyFirstRight, onlySecondRight, p } = part;
  const sorted = [...classes].sort((x, y) => y.first - y.second - (x.first - x.second) || x.index - y.index);
  const entriesOf = (a: number, b: number) => [{ mean: a }, { mean: b }, { mean: a - b }];
  return {
    title: nameOfPart(part),
    labels: ['class', 'images'],
    columns: COLUMNS,
    lines: [
      ...sorted.map((one) => ({ labels: [one.name, String(one.images)], entries: entriesOf(one.first, one.second) })),
      {
        labels: ['all images', String(images)],
        entries: entriesOf(first.accuracy, second.accuracy),
        isApart: true,
      },
    ],
    notes: [
      `${disagreements} images are taken for different classes; only A is right on ${onlyFirstRight}, only B on ${onlySecondRight}; p = ${formatProbability(p)}`,
    ],
  };
}
