import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { runs, type RunsOptions } from '../src/runs/runs.ts';
import { shotbench } from './shotbench.ts';
import { IDENTITY, PLACE, storedRuns } from './stored-runs.ts';

/** Three done runs, a failed and a queued one. */
function stored() {
  const { file, folder } = storedRuns([
    { accuracy: 61.123, identity: { seed: 1 } },
    { accuracy: 62, identity: { seed: 2 } },
    { accuracy: 70, identity: { method: 'tip-adapter', seed: null }, variant: 'beta=2' },
  ]);
  const tracker = Tracker.open(file, { now: () => 0, isAlive: () => true });
  const cells = [3, 4].map((seed) => ({ identity: { ...IDENTITY, seed }, variant: '' }));
  tracker.enqueue(cells, 'sweep');
  const [key] = tracker.runs({ states: ['queued'] }).map((run) => run.key);
  tracker.claim([key!], 'me', PLACE);
  tracker.fail(key!, 'me', { code: 'DIVERGED', message: 'the loss is NaN\nat step 3' });
  const keys = tracker.runs().map((run) => run.key.slice(0, 12));
  tracker.close();
  const list = (query: RunsOptions['query'], format: RunsOptions['format'] = 'text') =>
    runs({ db: file, format, query });
  return { list, file, folder, keys };
}

describe('shotbench runs', () => {
  it('lists runs in one order, with their errors', () => {
    const { list, keys } = stored();
    const place = 'animals  fixed     made up   few-shot';
    expect(list({})).toBe(
      [
        `key           state   method                dataset  protocol  backbone  evaluation  shots  seed  accuracy  seconds`,
        `${keys[0]}  done    taskres               ${place}        4     1     61.12      3.0`,
        `${keys[1]}  done    taskres               ${place}        4     2     62.00      3.0`,
        `${keys[2]}  failed  taskres               ${place}        4     3         -        -  DIVERGED: the loss is NaN`,
        `${keys[3]}  queued  taskres               ${place}        4     4         -        -`,
        `${keys[4]}  done    tip-adapter (beta=2)  ${place}        4     -     70.00      3.0`,
        ``,
        `5 runs, 1 queued, 3 done, 1 failed`,
        `"shotbench retry --failed" runs failed ones again`,
        ``,
      ].join('\n'),
    );
  });

  it('filters and sorts', () => {
    const { list, keys } = stored();
    expect(list({ state: 'done', sort: 'accuracy', descending: 'yes' }).match(/^[0-9a-f]{12}/gm)).toEqual(
      [4, 1, 0].map((i) => keys[i]),
    );
    expect(list({ method: 'tip-adapter (beta=2)' })).toMatch(/\n\n1 of 5 runs, 1 done\n$/);
    expect(list({ find: 'sweep' })).toContain('\n2 of 5 runs, 1 queued, 1 failed\n');
    expect(list({ seed: 'none' }).match(/^[0-9a-f]{12}/gm)).toEqual([keys[4]]);
    expect(list({ seed: '17' })).toBe('0 of 5 runs\n');
  });

  it('prints CSV and JSON with a record for each', async () => {
    const { list, folder, file } = stored();
    const csv = list({ dataset: 'animals', shots: '4' }, 'csv');
    expect(csv.trimEnd().split('\n')).toHaveLength(6);
    const asked = ['runs', '--db', file, '--features', 'animals', '--shots', '4', '--format', 'csv'];
    expect(await shotbench(asked, folder)).toEqual({ code: 0, stdout: csv, stderr: '' });
    expect(list({}, 'markdown').match(/^\| [0-9a-f]{12} \| /gm)).toHaveLength(5);
    expect(list({}, 'latex').match(/^[0-9a-f]{12} & .* \\\\$/gm)).toHaveLength(5);
    const { runs: records } = JSON.parse(list({}, 'json')) as { runs: { errorCode: string | null }[] };
    expect(records.map(({ errorCode }) => errorCode)).toEqual([null, null, 'DIVERGED', null, null]);
  });

  it('refuses what no run can have', async () => {
    const { folder, file } = stored();
    const { code, stderr } = await shotbench(['runs', '--db', file, '--state', 'lost'], folder);
    expect(code).not.toBe(0);
    expect(stderr).toContain(
      "option '--state <state>' argument 'lost' is invalid. Allowed choices are queued, running,",
    );
  });
});
