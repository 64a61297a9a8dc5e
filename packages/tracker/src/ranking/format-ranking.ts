import { alignColumns } from '../tables/align-columns.ts';
import { formatProbability } from './format-probability.ts';
import type { RankedMethod, Ranking } from './rank-methods.ts';

const CAPTION = [
  'A group holds the row with the highest mean of those left and all that a paired t-test over the shared datasets (seeds, where there is one dataset)',
  'does not find below it (Holm, α = 0.05). Differences are to the highest mean, in points: ± 95% paired t-interval; p: paired t, Wilcoxon: exact signed',
  'ranks, both two-sided and adjusted by Holm; bootstrap: 95% percentile interval; detectable: the true difference that the t-test finds with a chance of 80%.',
];

/** Rankings as aligned plain text, with a caption that says how they were made. */
export function formatRanking(rankings: readonly Ranking[]): string {
  if (rankings.length === 0) return 'no runs\n';
  return `${[...rankings.map(formatBlock), CAPTION.join('\n')].join('\n\n')}\n`;
}

function formatBlock({ backbone, shots, protocol, pairedBy, names, rows }: Ranking): string {
  const shared = pairedBy === 'datasets' ? `${names.length} datasets` : `${names.length} seeds of one dataset`;
  const title = [
    `${shots} ${shots === 1 ? 'shot' : 'shots'}`,
    backbone,
    ...(protocol ? [`protocol ${protocol}`] : []),
    shared,
  ];
  const column = (name: string, text: (row: RankedMethod) => string) => [name, ...rows.map(text)];
  const columns = [
    column('group', ({ group }) => String(group)),
    column('method', ({ method }) => method),
    ...(protocol ? [] : [column('protocol', (row) => row.protocol)]),
    column('mean', ({ mean }) => mean.toFixed(2)),
    column('n', ({ n }) => String(n)),
    column('to best', ({ toBest }) => (toBest ? signed(toBest.difference) + plusMinus(toBest.halfWidth) : '')),
    column('p', ({ toBest }) => probability(toBest?.p)),
    column('Wilcoxon', ({ toBest }) => probability(toBest?.wilcoxonP)),
    column('bootstrap', ({ toBest }) => toBest?.bootstrap?.map(signed).join(' … ') ?? ''),
    column('detectable', ({ toBest }) => toBest?.detectable?.toFixed(2) ?? ''),
  ];
  return [title.join(' · '), '', ...alignColumns(columns)].join('\n');
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(2)}`;
}

function plusMinus(halfWidth: number | undefined): string {
  return halfWidth === undefined ? '' : ` ± ${halfWidth.toFixed(2)}`;
}

function probability(p: number | undefined): string {
  return p === undefined ? '' : formatProbability(p);
}
