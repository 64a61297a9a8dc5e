import type { Overview } from '../../../src/views/overview/overview-api.ts';
import type { OverviewEntry, OverviewRow } from '../../../src/views/overview/overview-table.ts';
import { element } from '../../parts/dom.ts';
import type { Parameters } from '../../shell/view.ts';

type Protocol = OverviewRow['protocol'];

const PROTOCOLS: Readonly<Record<Protocol, string>> = {
  fixed: 'hyper-parameters set before any data were seen',
  'few-shot-val': 'tuned on min(shots, 4) validation images per class',
  'full-val': 'tuned on the full validation split',
  'test-oracle': 'tuned on the test split, an upper bound that takes no part in the comparison',
};

const TIE =
  'a tie: the 95% t-interval of the paired differences over shared seeds contains 0; with fewer than two shared seeds, equal to two decimals';

/** What the signs in the tables mean, as far as they occur, and what their numbers do not contain. */
export function renderNotes(container: HTMLElement, overview: Overview, request: Parameters): void {
  const paragraphs = notesOf(overview, request);
  const state = JSON.stringify(paragraphs);
  if (container.dataset.state === state) return;
  container.dataset.state = state;
  container.replaceChildren(
    ...paragraphs.map(({ text, kind }) => element('p', { class: `note ${kind}`.trim() }, text)),
  );
}

interface Note {
  readonly text: string;
  readonly kind: string;
}

function notesOf({ tables, paper }: Overview, request: Parameters): Note[] {
  const rows = tables.flatMap((table) => table.rows);
  const entries = rows.flatMap((row) => row.entries.filter((entry) => entry !== null));
  const columns = tables.flatMap((table) => table.columns);
  const among = request.mix === undefined ? 'best of its protocol in its column' : 'best of its column';
  const hasHarmonic = request.evaluation === 'base-to-novel';
  const sentences = [
    hasHarmonic
      ? 'Means over seeds: of the base classes, which were trained on; of the novel ones, which were only named; H is the harmonic mean of the two.'
      : 'Mean ± 95% t-interval over seeds; a value without ± has one run (n = 1).',
    ...(entries.some(({ best }) => best) ? [`Bold: ${among}, ties included (${TIE}).`] : []),
    ...(entries.some(({ second }) => second) ? ['Underlined: second best.'] : []),
    ...(entries.some(isPartial) ? ['n = a/b: a of b planned seeds are done.'] : []),
    ...(columns.some(({ kind }) => kind === 'average') ? [averageNote(request.evaluation)] : []),
    'A number leads to its runs.',
  ];
  const used = [...new Set(rows.map(({ protocol }) => protocol))];
  const protocols = used.map((protocol) => `${protocol} – ${PROTOCOLS[protocol]}`);
  const unknown = request.paper !== undefined && paper === null;
  return [
    { text: sentences.join(' '), kind: '' },
    { text: `Protocols: ${protocols.join('; ')}.`, kind: '' },
    ...(paper ? [{ text: paperNote(paper.tolerance), kind: '' }] : []),
    ...(unknown ? [{ text: `The table ${request.paper} prints no numbers for these.`, kind: 'unfinished' }] : []),
    ...unfinished(tables),
  ];
}

function averageNote(evaluation: string | undefined): string {
  if (evaluation === 'base-to-novel') {
    return 'Average: over datasets, where all have a value; mean of H: of the H of each; H of means: the harmonic mean of average base and novel.';
  }
  const over =
    evaluation === undefined ? 'Average: over datasets' : 'Target mean: over the sets that were not trained on';
  return `${over}, where all have a value; ± over per-seed averages, where all share their seeds.`;
}

function paperNote(tolerance: number): string {
  return (
    "Below ours: the printed number, and ours less the paper's in points. = the printed number is in our 95% t-interval over seeds, " +
    `~ within ${tolerance} ${tolerance === 1 ? 'point' : 'points'}, ! off, ? not comparable.`
  );
}

function isPartial({ n, failed, missing }: OverviewEntry): boolean {
  return n !== null && n > 0 && failed + missing > 0;
}

function unfinished(tables: Overview['tables']): Note[] {
  const sum = (count: (table: Overview['tables'][number]) => number) =>
    tables.reduce((total, table) => total + count(table), 0);
  const [failed, missing] = [sum((table) => table.failed), sum((table) => table.missing)];
  const parts = [...(failed > 0 ? [`${failed} failed`] : []), ...(missing > 0 ? [`${missing} pending`] : [])];
  return parts.length === 0 ? [] : [{ text: `Runs without a number here: ${parts.join(', ')}.`, kind: 'unfinished' }];
}
