import { compareWithPaper, findPaperTable, narrowTable, signed, SIGNS } from '@shotbench/paper-results';
import { ourResults } from '@shotbench/run-reports';
import type { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { fillEvaluations, fillPaperRuns, recordPaperRun } from '../../../test/paper-runs.ts';
import { newDatabase } from '../../../test/sample-results.ts';
import { Snapshot } from '../../results/snapshot.ts';
import type { Parameters } from '../view-api.ts';
import { overviewApi } from './overview-api.ts';

function opened(fill: (tracker: Tracker) => void) {
  const { tracker } = newDatabase();
  fill(tracker);
  const source = { tracker, snapshot: new Snapshot('v', tracker.counts(), tracker.runSummaries()) };
  const answer = async (asked: Parameters) => overviewApi.answer(source, overviewApi.query.parse(asked));
  return { tracker, answer };
}

describe('a paper beside ours', () => {
  it('has the differences and verdicts of the comparison, each once', async () => {
    const { tracker, answer } = opened(fillPaperRuns);
    const { tables, paper } = await answer({ backbone: 'RN50', shots: '16', paper: 'taskres-few-shot' });
    const table = narrowTable(findPaperTable('taskres-few-shot'), { shots: [16] });
    const { cells } = compareWithPaper(table, ourResults(tracker, table));
    const expected = cells
      .filter(({ ours, delta }) => ours && delta !== undefined)
      .map(({ ours, delta, verdict, paper: number }) => {
        return [ours!.mean, number!.value.toFixed(number!.decimals), `${signed(delta!)}${SIGNS[verdict]}`];
      });
    const shown = tables[0]!.rows.flatMap(({ entries }) =>
      entries.flatMap((entry) => {
        const { value, difference, sign } = entry?.printed ?? {};
        return value === undefined ? [] : [[entry!.mean, value, `${difference}${sign}`]];
      }),
    );
    expect(shown.toSorted()).toEqual(expected.toSorted());
    expect(shown.map(([, , text]) => text).toSorted()).toEqual(['-0.02~', '-0.70=', '-2.55?', '-5.86!']);

    // Everything else that the paper prints stands in rows of its own.
    const columns = tables[0]!.columns.map(({ key }) => key);
    expect(columns.slice(0, 3)).toEqual(['dtd', 'my-own', 'printed imagenet imagenet']);
    expect(columns.at(-1)).toBe('average');
    const printed = cells.filter(({ paper: number }) => number !== undefined);
    const inRows = paper!.rows.flatMap(({ entries }) => entries.slice(0, -1)).filter((entry) => entry !== null);
    expect(inRows.map(({ value }) => value).toSorted()).toEqual(
      printed.map(({ paper: number }) => number!.value.toFixed(number!.decimals)).toSorted(),
    );
    expect(paper!.command).toBe('shotbench reproduce taskres-few-shot --shots 16');
    expect(paper!.summary[0]).toContain('% of 66 printed numbers judged');
  });

  it('shows what trains nothing at every shot count', async () => {
    const { answer } = opened(fillPaperRuns);
    const { tables } = await answer({ backbone: 'RN50', dataset: 'dtd', paper: 'taskres-few-shot' });
    const columns = tables[0]!.columns.map(({ key }) => key);
    const zeroShot = tables[0]!.rows.find(({ method }) => method === 'zero-shot')!;
    const values = Object.fromEntries(columns.map((key, i) => [key, zeroShot.entries[i]?.printed?.value]));
    expect(values).toMatchObject({ 1: '42.32', 16: '42.32' });
    // Shot counts that only the paper has.
    expect(columns).toEqual(['1', '16', 'printed dtd 2', 'printed dtd 4', 'printed dtd 8']);
  });

  it('compares base, novel and H', async () => {
    const { answer } = opened((tracker) => {
      const evaluation = { kind: 'base-to-novel' } as const;
      const metrics = { base: 80, novel: 50, harmonicMean: 61.54 };
      const run = { method: 'cocoop', backbone: 'ViT-B/16', evaluation, accuracy: 80, metrics };
      for (const dataset of ['dtd', 'eurosat']) recordPaperRun(tracker, { ...run, dataset });
    });
    const { tables, papers } = await answer({
      ...{ backbone: 'ViT-B/16', shots: '16', evaluation: 'base-to-novel', paper: 'apex-base-to-novel' },
    });
    expect(papers.map(({ id }) => id)).toContain('apex-base-to-novel');
    const { columns, rows } = tables[0]!;
    const own = columns.flatMap(({ group, heading }, i) => {
      const printed = rows[0]!.entries[i]?.printed;
      return printed ? [`${group} ${heading}`] : [];
    });
    expect(own).toEqual(['dtd', 'eurosat'].flatMap((set) => ['base', 'novel', 'H'].map((part) => `${set} ${part}`)));
  });

  it('is offered where it prints numbers only', async () => {
    const { answer } = opened((tracker) => {
      fillPaperRuns(tracker);
      fillEvaluations(tracker);
    });
    const ids = async (asked: Parameters) => (await answer(asked)).papers.map(({ id }) => id);
    expect(await ids({ backbone: 'RN50', shots: '16' })).toEqual(
      expect.arrayContaining(['taskres-few-shot', 'tip-adapter-exp-log', 'gda-few-shot']),
    );
    expect(await ids({ backbone: 'RN50', shots: '3' })).toEqual([]);
    expect(await ids({ backbone: 'made up', shots: '16' })).toEqual([]);
    expect(await ids({ backbone: 'RN50', dataset: 'my-own' })).toEqual([]);
    expect(await ids({ backbone: 'RN50', shots: '16', evaluation: 'shifted' })).toEqual([
      'taskres-domain-generalisation',
    ]);
    const { paper } = await answer({ backbone: 'RN50', shots: '16', evaluation: 'shifted', paper: 'taskres-few-shot' });
    expect(paper).toBeNull();
    await expect(answer({ backbone: 'RN50', shots: '16', paper: 'none' })).rejects.toThrow('there is no table "none"');
  });
});
