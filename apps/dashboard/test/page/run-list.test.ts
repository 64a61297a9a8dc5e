import { describe, expect, it } from 'vitest';

import { choose, chosenRuns } from '../../page/views/runs/chosen-runs.ts';
import { columnNames, COLUMNS, columnsAsked } from '../../page/views/runs/columns.ts';
import { stepOf } from '../../page/views/runs/grid-keys.ts';
import { BLOCK, rowSource } from '../../page/views/runs/row-source.ts';
import { RunRows } from '../../page/views/runs/run-rows.ts';
import type { DataSource } from '../../page/data/data-source.ts';
import { Snapshot } from '../../src/results/snapshot.ts';
import { readRunQuery, runParameters } from '../../src/shared/run-list/run-query.ts';
import { parseQuery } from '../../src/views/parse-query.ts';
import { runsApi } from '../../src/views/runs/runs-api.ts';
import { newDatabase } from '../sample-results.ts';
import { fillManyRuns, recordFailedRun } from '../sample-runs.ts';

const keys = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('keys in the list', () => {
  it.each([
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 3, 8],
    ['PageDown', 7, 9],
    ['PageUp', 7, 2],
    ['Home', 7, 0],
    ['End', 0, 9],
    ['a', 3, undefined],
  ])('%s leads from row %i of ten to %s', (key, current, next) => {
    expect(stepOf({ ...keys, key }, { current, count: 10, page: 5 })).toBe(next);
  });

  it('leave shortcuts of the browser alone', () => {
    expect(stepOf({ ...keys, key: 'ArrowUp', altKey: true }, { current: 3, count: 10, page: 5 })).toBeUndefined();
    expect(stepOf({ ...keys, key: 'ArrowUp', ctrlKey: true }, { current: 3, count: 10, page: 5 })).toBeUndefined();
    expect(stepOf({ ...keys, key: 'Home', ctrlKey: true }, { current: 3, count: 10, page: 5 })).toBe(0);
  });
});

describe('choosing runs to compare', () => {
  it.each([
    [[], 'a', ['a']],
    [['a'], 'b', ['a', 'b']],
    [['a', 'b'], 'c', ['a', 'c']],
    [['a', 'b'], 'a', ['b']],
    [['a'], 'a', []],
  ])('of %j, and then %s, are %j', (chosen, key, expected) => {
    expect(chosenRuns(choose(chosen, key) as Record<string, string>)).toEqual(expected);
  });
});

describe('columns of the list', () => {
  it('are named in the address unless they are the usual ones', () => {
    expect(columnNames(columnsAsked(undefined))).toBeUndefined();
    expect(columnNames(columnsAsked('memory.key.nothing'))).toBe('memory.key');
    expect(columnNames(COLUMNS)).toContain('plannedBy.errorCode.key');
    expect(columnsAsked('nothing')).toEqual(columnsAsked(undefined));
  });

  it('and filters are read from an address as they were written', () => {
    const parameters = { method: 'taskres (alpha=1)', seed: 'none', find: 'a b', sort: 'key', descending: 'yes' };
    expect(runParameters(readRunQuery({ ...parameters, view: 'runs', first: 'abcd' }))).toEqual(parameters);
    expect(runParameters(readRunQuery({ sort: 'nothing', descending: 'yes' }))).toEqual({});
  });
});

/** What answers as a server does, or as files beside the page. */
function dataSource(eventsUrl: string | undefined) {
  const { tracker } = newDatabase();
  fillManyRuns(tracker, 450);
  recordFailedRun(tracker, { code: 'DIVERGED', message: 'the loss is NaN' }, { method: 'coop', shots: 1 });
  const snapshot = new Snapshot('v', tracker.counts(), tracker.runSummaries());
  const asked: Record<string, string>[] = [];
  const data: DataSource = {
    async get<Data>(_name: string, parameters: Record<string, string>) {
      asked.push(parameters);
      const parsed = parseQuery(runsApi, parameters);
      if ('problem' in parsed) throw new Error(parsed.problem);
      return JSON.parse(JSON.stringify(await runsApi.answer({ snapshot, tracker }, parsed.query))) as Data;
    },
    documentHref: () => undefined,
    documentText: () => Promise.reject(new Error('there is none')),
    ...(eventsUrl !== undefined && { eventsUrl }),
  };
  return { data, asked };
}

describe('the rows of the list', () => {
  it('are the same of a server and of files beside the page', async () => {
    const [server, files] = [dataSource('/api/events'), dataSource(undefined)];
    const [served, local] = [rowSource(server.data), rowSource(files.data)];
    for (const query of [
      { filters: {} },
      { filters: { method: 'coop' }, sort: 'accuracy' as const, descending: true },
      { filters: { state: 'failed' }, find: 'coop' },
      { filters: { seed: 'none' } },
    ]) {
      for (const block of [0, 1]) expect(await local(query, block)).toEqual(await served(query, block));
    }
    // Files are read once.
    expect(files.asked).toEqual([{ limit: 'all' }]);
  });

  it('are asked for a block at a time, and once', async () => {
    const { data, asked } = dataSource('/api/events');
    let changes = 0;
    const rows = new RunRows({
      source: rowSource(data),
      onChange: () => changes++,
      onProblem: (problem) => expect.fail(String(problem)),
    });
    await rows.ask({ filters: {}, sort: 'accuracy' });
    expect(rows.selection?.matching).toBe(451);
    expect(rows.row(0)?.run.accuracy).toBe(30);
    expect(rows.row(3 * BLOCK + 5)).toBeUndefined();
    expect(rows.row(3 * BLOCK + 6)).toBeUndefined();
    await expect.poll(() => rows.row(3 * BLOCK + 5)?.run.accuracy).toBeGreaterThan(60);
    expect(asked.map(({ offset }) => offset)).toEqual(['0', '300']);
    expect(changes).toBe(2);
    // Asked anew, the old rows are shown until the new ones are there.
    const again = rows.ask({ filters: {}, sort: 'accuracy' });
    expect(rows.row(0)?.run.accuracy).toBe(30);
    await again;
    expect(asked).toHaveLength(3);
    expect(rows.row(3 * BLOCK + 5)?.run.accuracy).toBeGreaterThan(60);
    // Rows of another query are in other places.
    await rows.ask({ filters: { method: 'clip-adapter' } });
    expect(rows.row(3 * BLOCK + 5)).toBeUndefined();
  });
});
