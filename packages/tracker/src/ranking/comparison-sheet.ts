import type { Grid, GridEntry, GridLine, Sheet } from '../tables/grid.ts';
import type { Contender } from './choose-contenders.ts';
import type { AverageComparison, MethodComparison } from './compare-methods.ts';
import { formatProbability } from './format-probability.ts';

/** Comparisons of two methods as they are printed: a table for each backbone and shot count. */
export function comparisonSheet(comparisons: readonly MethodComparison[]): Sheet {
  const hasAverage = comparisons.some(({ average }) => average !== undefined);
  return {
    grids: comparisons.map(toGrid),
    measure: [
      'Accuracy in percent, means over the seeds that both methods have; A − B in points with the half width of the paired 95% t-interval.',
    ],
    remarks: [
      'p: paired t-test, two-sided; Holm: the same, adjusted over the datasets; with few seeds it finds large differences only.',
      'detectable: the true difference that the t-test finds with a chance of 80%.',
      ...(hasAverage
        ? ['average: over datasets, each counting the same and pairing the methods; one test, not adjusted.']
        : []),
    ],
  };
}

function toGrid({ backbone, shots, a, b, datasets, average, leftOut }: MethodComparison): Grid {
  const lines = datasets.map((one): GridLine => {
    const { dataset, n } = one;
    return { labels: [dataset, String(n)], entries: entriesOf(one) };
  });
  const bottom = average && [{ labels: ['average', ''], entries: entriesOf(average), isApart: true }];
  return {
    title: [`A ${named(a)}`, `B ${named(b)}`, `${shots} ${shots === 1 ? 'shot' : 'shots'}`, backbone].join(' · '),
    labels: ['dataset', 'seeds'],
    columns: ['A', 'B', 'A − B', 'p', 'Holm', 'detectable'].map((heading) => ({ heading })),
    lines: [...lines, ...(bottom ?? [])],
    notes: [
      ...(average ? [averageNote(average)] : []),
      ...datasets.flatMap(({ dataset, unpaired }) =>
        unpaired === 0
          ? []
          : [`${dataset}: ${unpaired} finished ${unpaired === 1 ? 'seed lacks its' : 'seeds lack their'} partner`],
      ),
      ...leftOut.map(({ dataset, reason }) => `${dataset}: left out, ${reason}`),
    ],
  };
}

interface Row {
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly halfWidth?: number;
  readonly p?: number;
  readonly holmP?: number;
  readonly detectable?: number;
}

function entriesOf({ a, b, difference, halfWidth, p, holmP, detectable }: Row): GridEntry[] {
  return [
    ...[{ mean: a }, { mean: b }, { mean: difference, interval: halfWidth }],
    ...[p, holmP].map((one) => (one === undefined ? {} : { text: formatProbability(one) })),
    { mean: detectable },
  ];
}

function averageNote({ n, wilcoxonP, bootstrap }: AverageComparison): string {
  const [low, high] = bootstrap ?? [];
  return [
    `average of ${n} datasets`,
    ...(wilcoxonP === undefined ? [] : [`Wilcoxon's exact signed ranks p = ${formatProbability(wilcoxonP)}`]),
    ...(low === undefined || high === undefined
      ? []
      : [`95% percentile bootstrap ${low.toFixed(2)} … ${high.toFixed(2)}`]),
  ].join(', ');
}

function named({ method, protocol }: Contender): string {
  return `${method} (${protocol})`;
}
