import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { makeRunTable } from './make-run-table.ts';
import { FILTERS, type RunQuery, SORT_COLUMNS, type SortColumn } from './run-query.ts';
import { RunSelector } from './run-selector.ts';
import {
  mapped,
  NUMBER_COLUMNS,
  recordAt,
  type RunRecord,
  type RunTable,
  takeRows,
  TEXT_COLUMNS,
} from './run-table.ts';

const STATES = ['queued', 'running', 'done', 'failed'];

/** Few values, so that there are ties and runs without a value in every column. */
const records = fc
  .uniqueArray(
    fc.record({
      key: fc.stringMatching(/^[0-9a-f]{16}$/),
      state: fc.constantFrom(...STATES),
      method: fc.constantFrom('taskres', 'TaskRes (alpha=1)', 'coop'),
      dataset: fc.constantFrom('dtd', 'pets 2'),
      protocol: fc.constantFrom('fixed', 'few-shot-val'),
      backbone: fc.constantFrom('RN50', 'ViT-B/32'),
      evaluation: fc.constantFrom('few-shot', 'transfer'),
      plannedBy: fc.constantFrom('command line', 'sweep'),
      errorCode: fc.constantFrom('', 'DIVERGED'),
      shots: fc.constantFrom(1, 2, 16),
      seed: fc.constantFrom(null, 1, 2, 10),
      accuracy: fc.constantFrom(null, 9.5, 10, 71.25),
      seconds: fc.constantFrom(null, 1.5),
      parameters: fc.constantFrom(null, 0, 1000),
      memory: fc.constantFrom(null, 2 ** 30),
      finished: fc.constantFrom(null, 1, 2),
    }),
    { selector: ({ key }) => key, maxLength: 40 },
  )
  .map((all): RunRecord[] => all);

const queries: fc.Arbitrary<RunQuery> = fc.record({
  filters: fc.record(
    {
      state: fc.constantFrom('failed', 'done', 'never'),
      method: fc.constantFrom('taskres', 'coop'),
      shots: fc.constantFrom('1', '16', '3'),
      seed: fc.constantFrom('1', 'none'),
      errorCode: fc.constantFrom('DIVERGED'),
    },
    { requiredKeys: [] },
  ),
  find: fc.constantFrom(undefined, 'TASK', 'alpha=1 2', 'a', 'sweep rn', '0'),
  sort: fc.constantFrom(undefined, ...SORT_COLUMNS),
  descending: fc.boolean(),
});

function tableOf(all: readonly RunRecord[]): RunTable {
  const texts = mapped(TEXT_COLUMNS, (name) => all.map((record) => record[name]));
  const numbers = mapped(NUMBER_COLUMNS, (name) => all.map((record) => record[name]));
  return makeRunTable({ keys: all.map(({ key }) => key), texts, numbers }, { state: STATES }).table;
}

function asText(record: RunRecord, name: SortColumn): string {
  return String(record[name] ?? 'none');
}

/** The same, record by record and with the comparison written out. */
function slowly(
  all: readonly RunRecord[],
  { filters, find, sort, descending }: RunQuery,
  ignored?: string,
): RunRecord[] {
  const words = (find ?? '').toLowerCase().split(' ');
  const passes = (record: RunRecord): boolean =>
    FILTERS.every(
      (name) => name === ignored || filters[name] === undefined || asText(record, name) === filters[name],
    ) &&
    words.every(
      (word) =>
        ['method', 'dataset', 'backbone', 'plannedBy', 'errorCode'].some((name) =>
          record[name as 'method'].toLowerCase().includes(word),
        ) || record.key.startsWith(word),
    );
  const value = (record: RunRecord, name: SortColumn): number | string | null =>
    name === 'state' ? STATES.indexOf(record.state) : record[name] === '' ? null : record[name];
  const compare = (a: RunRecord, b: RunRecord, name: SortColumn, sign: 1 | -1): number => {
    const [x, y] = [value(a, name), value(b, name)];
    if (x === y) return 0;
    if (x === null || y === null) return x === null ? 1 : -1;
    return x < y ? -sign : sign;
  };
  const order = ['dataset', 'shots', 'method', 'protocol', 'backbone', 'evaluation', 'seed', 'key'] as const;
  return all.filter(passes).sort((a, b) => {
    const first = sort === undefined ? 0 : compare(a, b, sort, descending ? -1 : 1);
    return order.reduce((sum, name) => sum || compare(a, b, name, 1), first);
  });
}

describe('selecting runs', () => {
  it('filters, finds and sorts as record by record', () => {
    fc.assert(
      fc.property(records, queries, (all, query) => {
        const table = tableOf(all);
        const { rows } = new RunSelector(table).select(query);
        expect(Array.from(rows, (row) => recordAt(table, row))).toEqual(slowly(all, query));
      }),
      { numRuns: 500 },
    );
  });

  it('counts for each filter what its other values would lead to', () => {
    fc.assert(
      fc.property(records, queries, (all, query) => {
        const { facets } = new RunSelector(tableOf(all)).select(query);
        for (const name of FILTERS) {
          const counts = new Map<string, number>();
          for (const record of slowly(all, query, name)) {
            const value = asText(record, name);
            if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
          }
          const asked = query.filters[name];
          if (asked !== undefined && !counts.has(asked)) counts.set(asked, 0);
          const found = facets[name].values.map(({ value, count }) => [value, count] as const);
          expect(new Map(found)).toEqual(counts);
          expect(found).toHaveLength(counts.size);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('does the same over rows that have been taken out, with the first digits of keys', () => {
    fc.assert(
      fc.property(records, queries, (all, query) => {
        const table = tableOf(all);
        const taken = takeRows(table, new RunSelector(table).select({ filters: {} }).rows);
        const shortened = slowly(all, query).map((record) => ({ ...record, key: record.key.slice(0, 12) }));
        const { rows } = new RunSelector(JSON.parse(JSON.stringify(taken)) as RunTable).select(query);
        expect(Array.from(rows, (row) => recordAt(taken, row))).toEqual(shortened);
      }),
      { numRuns: 100 },
    );
  });

  it('says how many values a long menu leaves out', () => {
    const [one] = fc.sample(
      records.filter(({ length }) => length > 0),
      { numRuns: 1, seed: 1 },
    )[0]!;
    const all = Array.from({ length: 700 }, (_, i) => {
      const key = i.toString(16).padStart(16, '0');
      return { ...one!, key, plannedBy: `sweep ${String(i).padStart(3, '0')}` };
    });
    const selector = new RunSelector(tableOf(all));
    expect(selector.select({ filters: {} }).facets.plannedBy).toMatchObject({ more: 200 });
    const asked = selector.select({ filters: { plannedBy: 'sweep 650' } }).facets.plannedBy;
    expect(asked.values).toHaveLength(501);
    expect([asked.values.at(-1), asked.more]).toEqual([{ value: 'sweep 650', count: 1 }, 199]);
  });

  it('keeps runs apart whose keys are equal for 13 digits', () => {
    const [one] = fc.sample(
      records.filter(({ length }) => length > 0),
      { numRuns: 1, seed: 1 },
    )[0]!;
    const keys = ['b', 'c', 'a'].map((last) => `0123456789abc${last}`);
    const table = tableOf(keys.map((key) => ({ ...one!, key })));
    expect(table.keys).toEqual([...keys].sort());
    const { rows } = new RunSelector(table).select({ filters: {}, sort: 'key', descending: true });
    expect(Array.from(rows, (row) => table.keys[row])).toEqual([...keys].sort().reverse());
  });
});
