import { datasetCard } from '@shotbench/datasets';
import { findMethod } from '@shotbench/method-registry';
import { findPaperTable, settingsFor } from '@shotbench/paper-results';
import { describe, expect, it, onTestFinished } from 'vitest';

import { reproduce } from '../src/reproduce/reproduce.ts';
import { shotbench } from './shotbench.ts';
import { type StoredRun, storedRuns } from './stored-runs.ts';

/** The page's server over a results file; reads what it answers. */
async function served(file: string) {
  const { startDashboard } = await import('@shotbench/dashboard');
  const dashboard = await startDashboard({ database: file, port: 0 });
  onTestFinished(() => dashboard.close());
  return async (path: string) => (await fetch(new URL(`api/${path}`, dashboard.url))).text();
}

/** Three methods on three sets, two protocols and two shot counts, with different seeds. */
function someRuns(): StoredRun[] {
  return ['dtd', 'eurosat', 'x|y_$'].flatMap((dataset, d) =>
    [1, 16].flatMap((shots) =>
      [1, 2, 3].flatMap((seed): StoredRun[] => {
        const place = { dataset, shots, seed };
        const accuracy = 40 + 7 * d + shots + seed / 3;
        return [
          { accuracy, identity: { ...place, method: 'taskres' } },
          { accuracy: accuracy + 0.1 * (seed - 2), identity: { ...place, method: 'coop' }, variant: 'epochs=10' },
          { accuracy: accuracy - 1, identity: { ...place, method: 'gda', protocol: 'few-shot-val' } },
          { accuracy: accuracy + 9, identity: { ...place, method: 'tip-adapter', protocol: 'test-oracle' } },
        ];
      }),
    ),
  );
}

describe("the page's tables", { timeout: 240_000 }, () => {
  it.each([
    ['overview.csv?shots=16', ['table', '--shots', '16', '--format', 'csv']],
    ['overview.json?shots=1&oracle=1', ['export', '--shots', '1', '--test-oracle', '--format', 'json']],
    ['overview.md?shots=16&mix=1', ['table', '--shots', '16', '--mix-protocols', '--format', 'markdown']],
    [
      'overview.tex?dataset=dtd',
      ['export', '--features', 'dtd', '--rows', 'method', '--columns', 'shots', '--format', 'latex'],
    ],
  ])('%s is what the command line prints, byte for byte', async (path, args) => {
    const { file, folder } = storedRuns(someRuns());
    const [text, { stdout, stderr }] = await Promise.all([
      served(file).then((read) => read(path)),
      shotbench([...args, '--db', file], folder),
    ]);
    expect(stderr).toBe('');
    expect(text).toBe(stdout);
    expect(text).toContain('taskres');
  });

  it("have the paper's numbers as `reproduce` compares them, averages included", async () => {
    const table = findPaperTable('taskres-few-shot');
    const row = table.rows.find(({ method }) => method === 'clip-adapter')!;
    // Every set in full, learned with the settings of the source: comparable throughout.
    const runs = table.columns.flatMap((dataset, i) =>
      [1, 2].map((seed): StoredRun => {
        const config = findMethod(row.method).config.parse(settingsFor(row, dataset)) as Record<string, never>;
        const identity = { method: row.method, config, dataset, backbone: 'RN50', shots: 16, seed };
        return { accuracy: 60 + i + seed, identity, result: { testCount: datasetCard(dataset).sizes.test } };
      }),
    );
    const { file, folder } = storedRuns(runs);
    const options = { db: file, cache: `${folder}/cache`, shots: [16], format: 'json' as const };
    const { cells, averages } = JSON.parse(reproduce(table.id, options).output) as {
      cells: { method: string; dataset: string; verdict: string; delta?: number; paper?: { value: number } }[];
      averages: { method: string; paper: number; delta?: number }[];
    };
    const read = await served(file);
    const { tables } = JSON.parse(await read(`overview?backbone=RN50&shots=16&paper=${table.id}`)) as {
      tables: {
        columns: { key: string }[];
        rows: { entries: { printed?: { value: string; difference: string; verdict: string } }[] }[];
      }[];
    };
    const [{ columns, rows }] = tables as [(typeof tables)[0]];
    const shown = rows.flatMap(({ entries }) =>
      entries.flatMap((entry, i) => {
        const { value, difference, verdict } = entry?.printed ?? {};
        return value === undefined ? [] : [[columns[i]!.key, Number(value), Number(difference), verdict]];
      }),
    );
    const compared = cells.filter(({ delta }) => delta !== undefined);
    expect(compared).toHaveLength(11);
    expect(new Set(compared.map(({ verdict }) => verdict))).toEqual(new Set(['within-interval', 'off']));
    expect(shown.filter(([key]) => key !== 'average').toSorted()).toEqual(
      compared
        .map(({ dataset, paper, delta, verdict }) => [dataset, paper!.value, Number(delta!.toFixed(2)), verdict])
        .toSorted(),
    );
    const average = averages.find(({ method }) => method === row.label)!;
    expect(shown.find(([key]) => key === 'average')).toEqual([
      ...['average', Number(average.paper.toFixed(2)), Number(average.delta!.toFixed(2)), null],
    ]);
  });
});
