import { EVALUATION_KINDS, runKey, summarize, type Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { cellWith, newDatabase, record, recordSeeds } from '../../../test/sample-results.ts';
import { fillManyRuns, recordFailedRun } from '../../../test/sample-runs.ts';
import { fillSweep } from '../../../test/sample-sweep.ts';
import { Snapshot } from '../../results/snapshot.ts';
import { recordAt } from '../../shared/run-list/run-table.ts';
import { parseQuery } from '../parse-query.ts';
import { type Runs, runsApi } from './runs-api.ts';

const sourceOf = (tracker: Tracker) => ({
  tracker,
  snapshot: new Snapshot('v', tracker.counts(), tracker.runSummaries()),
});

async function answer(tracker: Tracker, asked: Record<string, string>, source = sourceOf(tracker)): Promise<Runs> {
  const parsed = parseQuery(runsApi, asked);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return runsApi.answer(source, parsed.query);
}

const recordsOf = ({ rows }: Runs) => rows.keys.map((_, row) => recordAt(rows, row));

describe('the list of runs', () => {
  it('calls runs as the tables do', async () => {
    const { tracker } = newDatabase();
    fillSweep(tracker);
    const cell = { ...cellWith({ config: { alpha: 1 } }), variant: 'alpha=1' };
    tracker.enqueue([cell], 'test');
    record(tracker, 50, { dataset: 'dtd', backbone: 'RN50', datasetHash: 'an older one', shots: 1, seed: 7 });
    const records = new Map(recordsOf(await answer(tracker, { limit: 'all' })).map((one) => [one.key, one]));
    expect(records.size).toBe(152);
    for (const { keys, method, dataset } of summarize(tracker.runs())) {
      for (const key of keys) expect(records.get(key.slice(0, 12))).toMatchObject({ method, dataset });
    }
    expect(records.get(runKey(cell.identity).slice(0, 12))).toMatchObject({ method: 'taskres (alpha=1)' });
  });

  it('lists what no table has, under its method and version', async () => {
    const { tracker } = newDatabase();
    record(tracker, 50, { methodVersion: 1 });
    record(tracker, 51, { methodVersion: 2 });
    record(tracker, 52, { methodVersion: 2, seed: 2 });
    record(tracker, 90, { protocol: 'test-oracle' });
    tracker.invalidate([runKey(cellWith({ methodVersion: 2, seed: 2 }).identity)], 'wrong labels');
    const records = recordsOf(await answer(tracker, { sort: 'accuracy' }));
    expect(records.map(({ method, state, accuracy }) => [method, state, accuracy])).toEqual([
      ['taskres v1', 'done', 50],
      ['taskres', 'done', 51],
      ['taskres v2', 'invalid', 52],
      ['taskres', 'done', 90],
    ]);
  });

  it('has runs of every evaluation', async () => {
    const { tracker } = newDatabase();
    const targets = [{ name: 'other', hash: 'h' }];
    record(tracker, 50);
    record(tracker, 'queued', { evaluation: { kind: 'base-to-novel' } });
    record(tracker, 'queued', { evaluation: { kind: 'transfer', targets } });
    record(tracker, 'queued', { evaluation: { kind: 'shifted', targets } });
    const { rows, facets } = await answer(tracker, {});
    expect(rows.texts.evaluation.values).toEqual(EVALUATION_KINDS);
    expect(facets!.evaluation.values.map(({ count }) => count)).toEqual([1, 1, 1, 1]);
    expect((await answer(tracker, { evaluation: 'transfer' })).matching).toBe(1);
  });

  it('gives blocks that together are the list, whatever the order', async () => {
    const { tracker } = newDatabase();
    fillManyRuns(tracker, 950);
    const source = sourceOf(tracker);
    for (const asked of [{}, { sort: 'accuracy', descending: 'yes' }, { find: 'coop RN50', sort: 'key' }]) {
      const all = recordsOf(await answer(tracker, { ...asked, limit: 'all' }, source));
      const blocks: Runs[] = [];
      for (let offset = 0; offset < all.length; offset += 300) {
        blocks.push(await answer(tracker, { ...asked, offset: String(offset), limit: '300' }, source));
      }
      expect(blocks.flatMap(recordsOf)).toEqual(all);
      expect(blocks.map(({ matching, facets }) => [matching, facets !== null])).toEqual(
        blocks.map((_, i) => [all.length, i === 0]),
      );
    }
  });

  it('gives the first lines of errors', async () => {
    const { tracker } = newDatabase();
    recordFailedRun(tracker, { code: 'DIVERGED', message: 'the loss is NaN\nat step 3' });
    record(tracker, 50, { seed: 2 });
    expect((await answer(tracker, { sort: 'seed' })).errors).toEqual(['the loss is NaN', null]);
  });

  it('exports all that pass the filters, as CSV and JSON', async () => {
    const { tracker } = newDatabase();
    recordSeeds(tracker, [50.123456, 'failed', 51]);
    record(tracker, 'queued', { dataset: 'a "quoted", name' });
    const source = sourceOf(tracker);
    const csv = await runsApi.documents!.csv!(source, {});
    const [header, ...lines] = csv.trimEnd().split('\n');
    expect(header).toMatch(/^key,state,method,dataset,shots,seed,protocol,backbone,evaluation,accuracy,fitSeconds,/);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain(',queued,taskres,"a ""quoted"", name",16,1,fixed,RN50,few-shot,,,,,');
    expect(lines[1]).toContain(
      ',done,taskres,pets,16,1,fixed,RN50,few-shot,50.123456,1,1,,10,,100,1,1970-01-01T00:00:01.000Z,',
    );
    expect(lines[2]).toContain(',DIVERGED,taskres,1,,');
    const { runs } = JSON.parse(await runsApi.documents!.json!(source, {})) as {
      runs: Record<string, string | number | null>[];
    };
    expect(Object.keys(runs[0]!).join()).toBe(header);
    expect(runs.map((run) => Object.values(run).map((value) => (value === null ? '' : String(value))))).toEqual(
      lines.map(fieldsOf),
    );
    const failed = parseQuery(runsApi, { state: 'failed', offset: '0', limit: '1' });
    if ('problem' in failed) throw new Error(failed.problem);
    expect((await runsApi.documents!.md!(source, {})).split('\n').slice(2, 8)).toEqual([
      '| run | state | method | dataset | shots | seed | protocol | backbone | accuracy | training time (s) |',
      expect.stringMatching(/^\| ---/),
      ...lines.map((line) => {
        const [key, state, method, dataset, shots, seed, protocol, backbone, , accuracy] = fieldsOf(line);
        const number = accuracy === '' ? '-' : Number(accuracy).toFixed(2);
        const labels = [key!.slice(0, 12), state, method, dataset, shots, seed, protocol, backbone];
        return expect.stringContaining(`| ${labels.join(' | ')} | ${number} | `) as string;
      }),
    ]);
    expect((await runsApi.documents!.tex!(source, failed.query)).match(/ & failed & /g)).toHaveLength(1);
    expect((await runsApi.documents!.csv!(source, failed.query)).trimEnd().split('\n')).toEqual([header, lines[2]]);
    const none = parseQuery(runsApi, { state: 'stale' });
    if ('problem' in none) throw new Error(none.problem);
    expect(JSON.parse(await runsApi.documents!.json!(source, none.query))).toEqual({ runs: [] });
  });

  it.each([
    [{ limit: '501' }, 'limit is "501"; expected 1 to 500, or all'],
    [{ limit: '0' }, 'limit is "0"; expected 1 to 500, or all'],
    [{ offset: '-1' }, 'offset is "-1"; expected a whole number, such as 16'],
    [{ sort: 'colour' }, 'sort is "colour"; expected one of state, method, '],
    [{ descending: 'no' }, 'descending is "no"; expected yes'],
    [{ state: '' }, 'state is ""; expected a name'],
  ])('refuses %j', (asked, problem) => {
    expect(parseQuery(runsApi, asked)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('is exported whole where it is not too long', () => {
    const { tracker } = newDatabase();
    recordSeeds(tracker, [50, 51]);
    const source = sourceOf(tracker);
    expect(runsApi.pages(source)).toEqual([{}, { limit: 'all' }]);
    const long = { ...source, snapshot: { ...source.snapshot, runs: new Array(20_001) } as unknown as Snapshot };
    expect(runsApi.pages(long)).toEqual([{}]);
  });
});

/** The fields of a line of CSV. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
  );
}
