import { describe, expect, it } from 'vitest';

import { newDatabase, record, recordSeeds } from '../../../test/sample-results.ts';
import { Snapshot } from '../../results/snapshot.ts';
import { indexApi } from './index-api.ts';

const indexOf = (tracker: ReturnType<typeof newDatabase>['tracker']) =>
  indexApi.answer({ tracker, snapshot: new Snapshot('v', tracker.counts(), tracker.runSummaries()) }, {});

describe('the index', () => {
  it('lists every method once with its protocols, over all backbones', async () => {
    const { tracker } = newDatabase();
    record(tracker, 50, { method: 'tip-adapter', backbone: 'ViT-B/32', shots: 4 });
    record(tracker, 50, { protocol: 'full-val' });
    record(tracker, 50, { protocol: 'fixed', dataset: 'eurosat' });
    expect(await indexOf(tracker)).toMatchObject({
      version: 'v',
      methods: [
        { name: 'taskres', protocols: ['fixed', 'full-val'] },
        { name: 'tip-adapter', protocols: ['fixed'] },
      ],
      backbones: [
        { name: 'RN50', shots: [16], datasets: ['eurosat', 'pets'] },
        { name: 'ViT-B/32', shots: [4], datasets: ['pets'] },
      ],
    });
  });

  it('lists every evaluation that there are runs of, with its own backbones and shots', async () => {
    const { tracker } = newDatabase();
    record(tracker, 50);
    record(tracker, 60, { evaluation: { kind: 'base-to-novel' }, backbone: 'ViT-B/16', shots: 4 });
    record(tracker, 70, { evaluation: { kind: 'base-to-novel' }, protocol: 'test-oracle', shots: 8 });
    const { evaluations, backbones } = await indexOf(tracker);
    expect(evaluations).toEqual([
      { kind: 'few-shot', backbones },
      { kind: 'base-to-novel', backbones: [{ name: 'ViT-B/16', shots: [4], datasets: ['pets'] }] },
    ]);
  });

  it('is the same after a way through JSON', async () => {
    const { tracker } = newDatabase();
    recordSeeds(tracker, [50, 'failed', 51.5]);
    record(tracker, 'queued', { dataset: 'eurosat' });
    const index = await indexOf(tracker);
    expect(JSON.parse(JSON.stringify(index))).toEqual(index);
    expect(index.counts).toMatchObject({ done: 2, failed: 1, queued: 1 });
  });
});
