/**
 * What a sweep costs beside the work of its cells: 10,000 zero-shot cells on a tiny set, each under a millisecond, through the real pool of workers and a real
 * database. Shotbench promises at most 10 ms a cell. `CELLS=1000` and `WORKERS=4` in the environment change what is run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import { FeatureCache } from '@shotbench/feature-cache';
import { runKey, Tracker } from '@shotbench/tracker';

import { currentOwner, isOwnerAlive } from '../src/owner.ts';
import { provenance } from '../src/provenance.ts';
import { planSweep } from '../src/sweep/plan.ts';
import { WorkerProcess } from '../src/sweep/pool/worker-process.ts';
import { SweepReporter } from '../src/sweep/reporter.ts';
import { runSweep } from '../src/sweep/run-sweep.ts';
import { featureFolder } from '../test/feature-folder.ts';

const CELLS = Number(process.env['CELLS'] ?? 10_000);
const WORKERS = Number(process.env['WORKERS'] ?? Math.max(2, availableParallelism()));

const folder = mkdtempSync(join(tmpdir(), 'shotbench-bench-'));
try {
  const cacheFolder = join(folder, 'cache');
  const cache = new FeatureCache(cacheFolder);
  cache.importFolder(featureFolder(folder, 'set'), {});
  const methods = [{ method: 'zero-shot', config: {} }];
  const request = { features: ['set'], methods, shots: [1], seeds: [1], executor: 'onnx' };
  const [cell] = planSweep(request, cache).cells;
  // A plan has one such cell for all seeds; here each stands for other work.
  const cells = Array.from({ length: CELLS }, (_, seed) => {
    const identity = { ...cell!.identity, seed };
    return { ...cell!, identity, key: runKey(identity) };
  });
  const tracker = Tracker.open(join(folder, 'runs.sqlite'), { now: Date.now, isAlive: isOwnerAlive });
  const began = performance.now();
  const cpuBegan = process.cpuUsage();
  const { ran } = await runSweep({
    ...{ plan: { cells, refusals: [] }, plannedBy: 'bench', tracker, owner: currentOwner(), workers: WORKERS },
    provenance: provenance(1),
    signal: new AbortController().signal,
    reporter: new SweepReporter({ write: () => undefined }, Date.now),
    startRunner: (signal) => new WorkerProcess({ cache: cacheFolder, threads: 1 }, signal),
  });
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(cpuBegan);
  const work = tracker.runs().reduce((sum, { result }) => sum + result!.fitSeconds + result!.evaluateSeconds, 0) * 1000;
  tracker.close();
  const [each, own, cpu] = [wall / ran, work / ran, (user + system) / 1000 / ran];
  console.log(
    `${ran} cells, ${WORKERS} workers: ${(wall / 1000).toFixed(1)} s, ${each.toFixed(2)} ms a cell, whose own work took ${own.toFixed(2)} ms in a worker; ` +
      `beside it ${(each - own / WORKERS).toFixed(2)} ms (at most 10); processor time of the sweep's own process ${cpu.toFixed(2)} ms a cell`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
