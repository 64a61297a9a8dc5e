import { classesSheet, drawConfusions } from '@shotbench/run-reports';
import {
  compareMethods,
  comparisonSheet,
  formatComparisonCsv,
  formatLatex,
  formatMarkdown,
  runKey,
  type RunRow,
  summarize,
} from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { fillPredicted } from '../../../test/sample-predictions.ts';
import { cellWith, newDatabase, record } from '../../../test/sample-results.ts';
import { Snapshot } from '../../results/snapshot.ts';
import { serve } from '../../../test/serve.ts';
import { parseQuery } from '../parse-query.ts';
import type { Source } from '../source.ts';
import { compareApi, type CompareQuery } from './compare-api.ts';
import type { MethodsCompared } from './methods-compared.ts';
import type { RunsCompared } from './runs-compared.ts';

function sourceOf(fill: (tracker: ReturnType<typeof newDatabase>['tracker']) => void): Source {
  const { tracker } = newDatabase();
  fill(tracker);
  return { tracker, snapshot: new Snapshot('v', tracker.counts(), tracker.runSummaries()) };
}

function ask(parameters: Record<string, string>): CompareQuery {
  const parsed = parseQuery(compareApi, parameters);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.query;
}

const METHODS = { a: 'taskres', b: 'linear-probe', backbone: 'RN50', shots: '16' };

describe('the comparison', () => {
  it('of methods is what the tracker says, in every document', async () => {
    const source = sourceOf(fillPredicted);
    const expected = compareMethods(summarize(source.tracker.runs()), {
      a: { method: 'taskres' },
      b: { method: 'linear-probe' },
    });
    const query = ask(METHODS);
    const answer = (await compareApi.answer(source, query)) as MethodsCompared;
    expect(answer.comparisons).toMatchObject(expected);
    const { csv, md, tex, svg, json } = compareApi.documents!;
    expect(await csv!(source, query)).toBe(formatComparisonCsv(expected));
    expect(await md!(source, query)).toBe(formatMarkdown(comparisonSheet(expected)));
    expect(await tex!(source, query)).toBe(formatLatex(comparisonSheet(expected)));
    expect(JSON.parse(await json!(source, query))).toMatchObject(JSON.parse(JSON.stringify(expected)) as object[]);
    const drawn = await svg!(source, query);
    for (const { dataset, difference } of expected[0]!.datasets) {
      expect(drawn).toContain(`>${dataset}<`);
      expect(drawn).toContain(`${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(2)} ± `);
    }
  });

  it('leads from each seed to its two runs', async () => {
    const source = sourceOf(fillPredicted);
    const { comparisons } = (await compareApi.answer(source, ask({ ...METHODS, b: 'zero-shot' }))) as MethodsCompared;
    const pets = comparisons[0]!.datasets.find(({ dataset }) => dataset === 'pets')!;
    const keyOf = (changes: Parameters<typeof cellWith>[0]) =>
      runKey(cellWith({ dataset: 'pets', ...changes }).identity);
    expect(pets.pairs.map(({ first, second }) => [first, second])).toEqual(
      [1, 2, 3].map((seed) => [keyOf({ config: { alpha: 1 }, seed }), keyOf({ method: 'zero-shot', seed: null })]),
    );
    for (const { first, a } of pets.pairs) expect(source.tracker.get(first)!.result!.accuracy).toBe(a);
  });

  it('of runs has every image on which they disagree, in the CSV too', async () => {
    const source = sourceOf(fillPredicted);
    const [a, b] = [{ config: { alpha: 1 } }, { method: 'linear-probe' }].map((one) => runKey(cellWith(one).identity));
    const query = ask({ first: a!.slice(0, 12), second: b! });
    const { parts, accuracies } = (await compareApi.answer(source, query)) as RunsCompared;
    const [one, other] = [a!, b!].map((key) => source.tracker.predictions(key)[0]!);
    const differing = one!.testSet.ids!.filter((_, i) => one!.classes[i] !== other!.classes[i]);
    expect(parts[0]!.samples.images).toEqual(differing);
    expect(parts[0]).toMatchObject({ dataset: 'pets', hasPictures: false });
    expect(accuracies.first).toBeCloseTo(parts[0]!.first.accuracy, 10);
    const lines = (await compareApi.documents!.csv!(source, query)).trim().split('\n');
    expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(differing);
    const runs = [a!, b!].map((key) => source.tracker.get(key)!) as [RunRow, RunRow];
    const { md, tex, svg } = compareApi.documents!;
    expect(await md!(source, query)).toBe(formatMarkdown(classesSheet(...runs, parts)));
    expect(await tex!(source, query)).toBe(formatLatex(classesSheet(...runs, parts)));
    expect(await svg!(source, query)).toBe(drawConfusions(...runs, parts));
  });

  it('has pages for the strongest method of each backbone, and the runs of the first comparison', async () => {
    const source = sourceOf(fillPredicted);
    const pages = compareApi.pages(source);
    expect(pages.filter(({ a }) => a !== undefined)).toHaveLength(2);
    expect(pages.filter(({ first }) => first !== undefined)).toHaveLength(15);
    for (const page of pages) {
      const answer = await compareApi.answer(source, ask(page));
      expect(JSON.parse(JSON.stringify(answer))).toHaveProperty(
        'kind',
        page['first'] === undefined ? 'methods' : 'runs',
      );
    }
  });

  it('answers what is wrong with one line', async () => {
    const { url } = await serve((tracker) => {
      record(tracker, 60);
      record(tracker, 61, { method: 'coop' });
    });
    const get = async (query: string) => {
      const response = await fetch(`${url}api/compare?${query}`);
      return [response.status, await response.text()];
    };
    expect(await get('a=taskrex&b=coop')).toEqual([
      404,
      'there are no runs of a method "taskrex"; expected a label as in the tables, such as coop, taskres\n',
    ]);
    expect(await get('a=taskres&b=coop&bProtocol=full-val')).toEqual([
      400,
      '"coop" has no runs of the protocol full-val; expected fixed\n',
    ]);
    expect((await get(`first=${'0'.repeat(12)}&second=${'0'.repeat(12)}`))[0]).toBe(404);
    expect(await get('first=xyz')).toEqual([400, 'first is "xyz"; expected 4 to 64 hexadecimal digits\n']);
    expect(await get('shots=many')).toEqual([400, 'shots is "many"; expected a whole number, such as 16, or all\n']);
    expect((await get('backbone=nowhere'))[0]).toBe(200);
  });
});
