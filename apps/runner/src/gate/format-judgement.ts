import type { Judgement, Verdict } from './judge.ts';

/** Cells without a band that are named; the rest are counted. */
const NAMED_UNEXPECTED = 5;

/** One line that says how it went, for example `108 of 110 cells inside their bands, 1 outside, 1 missing`. */
export function gateSummary({ verdicts }: Judgement): string {
  const count = (status: Verdict['status']): number => verdicts.filter((verdict) => verdict.status === status).length;
  const others = (['outside', 'missing'] as const).filter((status) => count(status) > 0);
  return [
    `${count('inside')} of ${verdicts.length} cells inside their bands`,
    ...others.map((status) => `${count(status)} ${status}`),
  ].join(', ');
}

/** What a gate has found as Markdown for a page of continuous integration: what is wrong, each method, then all cells folded away. */
export function formatGateMarkdown(judgement: Judgement): string {
  const { verdicts } = judgement;
  const wrong = verdicts.filter(({ status }) => status !== 'inside');
  const blocks = [
    `## Regression gate: ${gateSummary(judgement)}`,
    ...(wrong.length === 0 ? [] : [markdownTable(CELL_HEAD, wrong.map(cellOf))]),
    markdownTable(METHOD_HEAD, methodRows(verdicts)),
    ...unexpectedLine(judgement),
    `<details><summary>All cells</summary>\n\n${markdownTable(CELL_HEAD, verdicts.map(cellOf))}\n\n</details>`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** What a gate has found as lines for a terminal: what is wrong, and one line that says how it went. */
export function formatGateText(judgement: Judgement): string {
  const wrong = judgement.verdicts.filter(({ status }) => status !== 'inside');
  const lines = wrong.map((verdict) => {
    const { dataset, shots, method, expected, halfWidth, mean, delta, status, reason } = verdict;
    const seen = mean === undefined ? reason : `${mean.toFixed(2)} (${signed(delta!)})`;
    return `${status}: ${dataset}, ${shots} shots, ${method}: ${seen}; expected ${expected.toFixed(2)} ± ${halfWidth.toFixed(2)}`;
  });
  return `${[...lines, ...unexpectedLine(judgement), gateSummary(judgement)].join('\n')}\n`;
}

const CELL_HEAD = ['method', 'dataset', 'shots', 'expected', 'now', 'Δ', 'verdict'];

function cellOf({
  method,
  dataset,
  shots,
  expected,
  halfWidth,
  mean,
  interval,
  delta,
  status,
  reason,
}: Verdict): string[] {
  return [
    ...[method, dataset, `${shots}`, `${expected.toFixed(2)} ± ${halfWidth.toFixed(2)}`],
    mean === undefined
      ? (reason ?? '')
      : `${mean.toFixed(2)}${interval === undefined ? '' : ` ± ${interval.toFixed(2)}`}`,
    delta === undefined ? '' : signed(delta),
    status === 'inside' ? status : `**${status}**`,
  ];
}

const METHOD_HEAD = ['method', 'cells', 'mean Δ', 'largest Δ', 'outside', 'missing'];

/** One row for each method, over its datasets and shot counts. */
function methodRows(verdicts: readonly Verdict[]): string[][] {
  const methods = [...new Set(verdicts.map(({ method }) => method))].sort();
  return methods.map((method) => {
    const own = verdicts.filter((verdict) => verdict.method === method);
    const deltas = own.flatMap(({ delta }) => delta ?? []);
    const count = (status: Verdict['status']): string => `${own.filter((verdict) => verdict.status === status).length}`;
    const [mean, largest] =
      deltas.length === 0
        ? ['', '']
        : [
            signed(deltas.reduce((sum, delta) => sum + delta, 0) / deltas.length),
            signed(deltas.reduce((worst, delta) => (Math.abs(delta) > Math.abs(worst) ? delta : worst))),
          ];
    return [method, `${own.length}`, mean, largest, count('outside'), count('missing')];
  });
}

function unexpectedLine({ unexpected }: Judgement): string[] {
  if (unexpected.length === 0) return [];
  const named = unexpected.slice(0, NAMED_UNEXPECTED).join('; ');
  const more = unexpected.length > NAMED_UNEXPECTED ? '; …' : '';
  return [`${unexpected.length} ${unexpected.length === 1 ? 'cell has' : 'cells have'} no band: ${named}${more}`];
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** With its sign, but for what rounds to nothing. */
function signed(value: number): string {
  const digits = Math.abs(value).toFixed(2);
  return Number(digits) === 0 ? digits : `${value < 0 ? '−' : '+'}${digits}`;
}
