import { describe, expect, it } from 'vitest';

import { rowOf, rowsOf } from '../../test/fixtures.ts';
import { arrange, formatLatex, formatMarkdown, PAPER_LAYOUT, type Sheet, summarize, tableSheet } from '../index.ts';

const NASTY = String.raw`50%_of {a} & #1 $x^2 ~ \end|[b]*<i>`;
const cells = summarize([
  ...rowsOf([67.2, 67.4, 67.6], { dataset: 'pets' }),
  ...rowsOf([60, 'failed', 'queued'], { dataset: NASTY }),
  rowOf(50, { dataset: 'pets', method: 'coop' }, { variant: 'alpha=[1,2]' }),
]);
const papers = tableSheet(arrange(cells, PAPER_LAYOUT));
const grouped = tableSheet(arrange(cells, { rows: ['method'], columns: ['dataset', 'shots'], facets: [] }));

describe('formatLatex', () => {
  it('has a tabular for each table, and comments for the rest', () => {
    expect(formatLatex(papers)).toMatchInlineSnapshot(`
      "% \\usepackage{booktabs}

      % 16 shots · RN50 · protocol fixed
      \\begin{tabular}{lrrr}
      \\toprule
      method & 50\\%\\_of \\{a\\} \\& \\#1 \\$x\\textasciicircum{}2 \\textasciitilde{} \\textbackslash{}end\\textbar{}{[}b{]}*\\textless{}i\\textgreater{} & pets & average \\\\
      \\midrule
      coop (alpha={[}1,2{]}) & - & \\underline{50.00} & - \\\\
      taskres & 60.00 ($n=1/3$) & \\textbf{67.40} $\\pm$ 0.50 & 63.70 \\\\
      \\bottomrule
      \\end{tabular}
      % runs without a number: 1 failed, 1 not finished

      % Accuracy in percent, mean ± 95% t-interval over seeds; a value without ± has one run (n=1).
      % bold: best of the methods, ties included.
      % A tie: the 95% t-interval of the paired differences over shared seeds contains 0; with fewer than two shared seeds, equal to two decimals.
      % underlined: second best.
      % (n=a/b): a of b planned seeds are done.
      % average: over datasets, where all have a value; ± over per-seed averages, where all share their seeds.
      "
    `);
    expect(formatLatex({ grids: [], measure: [], remarks: [] })).toBe('% no runs\n');
  });

  it.each<[string, Sheet]>([
    ['plain', papers],
    ['grouped', grouped],
  ])('has balanced braces and as many cells in each row as columns, %s', (_, sheet) => {
    const lines = formatLatex(sheet)
      .split('\n')
      .filter((line) => !line.startsWith('%'));
    const bare = lines.join('\n').replace(/\\[{}&%$#_]/g, '');
    let depth = 0;
    for (const sign of bare) {
      if (sign === '{') depth++;
      if (sign === '}') depth--;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    expect(bare.match(/\$/g)!.length % 2).toBe(0);
    expect(bare).not.toMatch(/[#%_]/);
    const width = /\\begin{tabular}{([lr]+)}/.exec(bare)![1]!.length;
    const rows = bare.split('\n').filter((line) => line.endsWith('\\\\'));
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) {
      const spans = [...row.matchAll(/\\multicolumn{(\d+)}/g)].reduce((sum, [, n]) => sum + Number(n) - 1, 0);
      expect(row.split('&').length + spans).toBe(width);
    }
  });
});

describe('formatMarkdown', () => {
  it('has a table under a heading, and the caption as a list', () => {
    expect(formatMarkdown(papers)).toMatchInlineSnapshot(`
      "### 16 shots · RN50 · protocol fixed

      | method | 50%\\_of {a} & \\#1 \\$x^2 \\~ \\\\end\\|\\[b\\]\\*\\<i\\> | pets | average |
      | --- | ---: | ---: | ---: |
      | coop (alpha=\\[1,2\\]) | - | <u>50.00</u> | - |
      | taskres | 60.00 (n=1/3) | **67.40** ± 0.50 | 63.70 |

      runs without a number: 1 failed, 1 not finished

      - Accuracy in percent, mean ± 95% t-interval over seeds; a value without ± has one run (n=1).
      - **bold**: best of the methods, ties included.
      - A tie: the 95% t-interval of the paired differences over shared seeds contains 0; with fewer than two shared seeds, equal to two decimals.
      - <u>underlined</u>: second best.
      - (n=a/b): a of b planned seeds are done.
      - average: over datasets, where all have a value; ± over per-seed averages, where all share their seeds.
      "
    `);
    expect(formatMarkdown({ grids: [], measure: [], remarks: [] })).toBe('no runs\n');
  });

  it('has as many cells in each row as columns', () => {
    const tables = formatMarkdown(grouped)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    const widths = tables.map((line) => line.replaceAll('\\|', '').split('|').length);
    expect(new Set(widths).size).toBe(1);
  });
});
