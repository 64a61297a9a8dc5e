import { setTimeout as sleep } from 'node:timers/promises';

import { FeatureCache } from '@shotbench/feature-cache';
import { describe, expect, it, onTestFinished } from 'vitest';

import { childrenOf } from '../../../test/children-of.ts';
import { featureFolder } from '../../../test/feature-folder.ts';
import { temporaryFolder } from '../../../test/shotbench.ts';
import { type PlannedCell, planSweep } from '../plan.ts';
import { LocalRunner } from './local-runner.ts';
import { WorkerProcess } from './worker-process.ts';

/** A cell that ends at once, one that fails, and one that takes minutes. */
function prepared() {
  const folder = temporaryFolder();
  const cache = new FeatureCache(`${folder}/cache`);
  cache.importFolder(featureFolder(folder, 'set'), {});
  const request = { features: ['set'], shots: [4], seeds: [1], executor: 'onnx' };
  const cellOf = (epochs: number): PlannedCell =>
    planSweep({ ...request, methods: [{ method: 'taskres', config: { epochs } }] }, cache).cells[0]!;
  const quick = cellOf(3);
  const broken = { ...quick, identity: { ...quick.identity, shots: 7 } };
  const abort = new AbortController();
  const worker = new WorkerProcess({ cache: `${folder}/cache`, threads: 1 }, abort.signal);
  onTestFinished(() => worker.close());
  return { cache, abort, worker, quick, broken, endless: cellOf(300_000) };
}

const quiet = (): void => undefined;

/** The processes that this one has started and that still run. */
const workersHere = (): number[] => childrenOf(process.pid);

describe('WorkerProcess', { timeout: 300_000 }, () => {
  it('reports what a runner in this process does, one cell after the other', async () => {
    const { cache, abort, worker, quick, broken } = prepared();
    const local = new LocalRunner({ cache, threads: 1, signal: abort.signal });
    const [there, here] = [await worker.run(quick, quiet), await local.run(quick, quiet)];
    if (there.kind !== 'done' || here.kind !== 'done') throw new Error(`${there.kind}, ${here.kind}`);
    expect(there.result.accuracy).toBe(here.result.accuracy);
    expect(there.result.metrics).toEqual(here.result.metrics);
    expect(there.evidence.predictions).toEqual(here.evidence.predictions);
    expect(await worker.run(broken, quiet)).toMatchObject({
      ...{ kind: 'failed', isTransient: false },
      error: { code: 'FEATURES_SHOTS', stack: expect.stringContaining('feature-cache') },
    });
    expect((await worker.run(quick, quiet)).kind).toBe('done');
  });

  it.skipIf(process.platform !== 'linux')('says so when its process dies, and starts another', async () => {
    const { worker, quick, endless } = prepared();
    const before = workersHere();
    const dying = worker.run(endless, quiet);
    const [pid] = workersHere().filter((child) => !before.includes(child));
    process.kill(pid!, 'SIGKILL');
    expect(await dying).toEqual({ kind: 'died', reason: 'worker ended by SIGKILL' });
    expect((await worker.run(quick, quiet)).kind).toBe('done');
    await worker.close();
    await expect.poll(workersHere).toEqual(before);
  });

  it('stops a fit that is aborted, long before its end', async () => {
    const { abort, worker, endless } = prepared();
    const running = worker.run(endless, () => abort.abort(new Error('interrupted')));
    const report = await Promise.race([running, sleep(200_000, 'still running')]);
    expect(['failed', 'died']).toContain((report as { kind: string }).kind);
  });
});
