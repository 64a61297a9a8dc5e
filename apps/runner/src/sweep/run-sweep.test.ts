import { join } from 'node:path';

import { FeatureCache } from '@shotbench/feature-cache';
import { type RunResult, Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { featureFolder } from '../../test/feature-folder.ts';
import { temporaryFolder } from '../../test/shotbench.ts';
import { provenance } from '../provenance.ts';
import { type PlannedCell, planSweep } from './plan.ts';
import type { CellReport, CellRunner } from './pool/cell-runner.ts';
import { SweepReporter } from './reporter.ts';
import { runSweep, type RunSweepOptions } from './run-sweep.ts';

/** Asks Git, which takes its time. */
const PLACE = provenance(1);

const RESULT: RunResult = {
  ...{ accuracy: 50, metrics: {}, details: {}, trainableParameters: 1, testCount: 100 },
  ...{ fitSeconds: 1, evaluateSeconds: 1 },
};
const DONE: CellReport = { kind: 'done', result: RESULT, evidence: {} };
const DIED: CellReport = { kind: 'died', reason: 'worker ended by SIGKILL' };
const BUSY: CellReport = { kind: 'failed', error: { code: 'UNEXPECTED', message: 'EMFILE' }, isTransient: true };
const WRONG: CellReport = {
  kind: 'failed',
  error: { code: 'DIVERGED', message: 'NaN', log: 'a\n' },
  isTransient: false,
};

/** A runner that says what it is told to of each seed, one report after the other and then that it is done. */
class Scripted implements CellRunner {
  readonly seen: number[] = [];
  closed = false;
  readonly #script: Readonly<Record<number, CellReport[]>>;

  constructor(script: Readonly<Record<number, CellReport[]>> = {}) {
    this.#script = script;
  }

  run({ identity }: PlannedCell): Promise<CellReport> {
    this.seen.push(identity.seed!);
    return Promise.resolve(this.#script[identity.seed!]?.shift() ?? DONE);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

/** Runs five cells, with the seeds 1 to 5. */
async function sweep(runners: readonly CellRunner[], changes: Partial<RunSweepOptions> = {}) {
  const folder = temporaryFolder();
  const cache = new FeatureCache(join(folder, 'cache'));
  cache.importFolder(featureFolder(folder, 'set'), {});
  const methods = [{ method: 'taskres', config: {} }];
  const plan = planSweep({ features: ['set'], methods, shots: [4], seeds: [1, 2, 3, 4, 5], executor: 'onnx' }, cache);
  const tracker = Tracker.open(join(folder, 'runs.sqlite'), { now: Date.now, isAlive: () => true });
  const lines: string[] = [];
  const waiting = [...runners];
  const summary = await runSweep({
    ...{ plan, plannedBy: 'test', tracker, owner: 'me', workers: runners.length, provenance: PLACE },
    signal: new AbortController().signal,
    reporter: new SweepReporter({ write: (text) => lines.push(text) }, () => 0),
    startRunner: () => waiting.shift()!,
    ...changes,
  });
  const runs = tracker.runs();
  const events = runs.map(({ key }) => tracker.events(key).map(({ kind, reason }) => `${kind}: ${reason}`));
  tracker.close();
  return { summary, runs, events, lines };
}

describe('runSweep', () => {
  it('keeps all runners busy and closes them', async () => {
    const runners = [new Scripted(), new Scripted()];
    const { summary, runs } = await sweep(runners);
    expect(summary).toMatchObject({ ran: 5, failed: 0, retries: 0, isCutShort: false });
    expect(runs.every(({ state, attempts }) => state === 'done' && attempts === 1)).toBe(true);
    expect(runners.map(({ seen }) => seen)).toEqual([
      [1, 3, 5],
      [2, 4],
    ]);
    expect(runners.every(({ closed }) => closed)).toBe(true);
  });

  it('lets any number of runners listen for its end', async () => {
    const warnings: string[] = [];
    const listen = ({ message }: Error): void => void warnings.push(message);
    process.on('warning', listen);
    await sweep([], {
      workers: 20,
      startRunner(signal) {
        signal.addEventListener('abort', () => warnings.push('aborted'));
        return new Scripted();
      },
    });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listen);
    expect(warnings).toEqual([]);
  });

  it('runs a cell again whose worker has died, and fails it when the third one has', async () => {
    const { summary, runs, events, lines } = await sweep([new Scripted({ 2: [DIED], 4: [DIED, DIED, DIED] })]);
    expect(summary).toMatchObject({ ran: 4, failed: 1, retries: 3 });
    expect(runs.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['done', 1],
      ['done', 2],
      ['done', 1],
      ['failed', 3],
      ['done', 1],
    ]);
    expect(runs[3]!.error).toMatchObject({
      code: 'WORKER_DIED',
      message:
        'worker ended by SIGKILL, as did the 2 before it with this cell; if memory ran out, use fewer workers, such as --workers 1',
    });
    expect(events[1]).toEqual(['abandoned: worker ended by SIGKILL']);
    expect(lines.join('')).toContain('set, 4 shots, taskres, seed 2: worker ended by SIGKILL; it is tried again\n');
  });

  it('tries again what was not at hand for the moment, and fails anything else at once with its log', async () => {
    const { summary, runs } = await sweep([new Scripted({ 1: [BUSY], 3: [WRONG] })]);
    expect(summary).toMatchObject({ ran: 4, failed: 1, retries: 1 });
    expect(runs.map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'done', 'done']);
    expect(runs[0]!.attempts).toBe(1);
    expect(runs[2]!.error).toMatchObject({ code: 'DIVERGED', log: 'a\n' });
  });

  it('fails a cell whose result cannot be stored', async () => {
    const broken: CellReport = { kind: 'done', result: { ...RESULT, accuracy: NaN }, evidence: {} };
    const { summary, runs } = await sweep([new Scripted({ 1: [broken] })]);
    expect(summary).toMatchObject({ ran: 4, failed: 1 });
    expect(runs[0]!.error).toMatchObject({ code: 'TRACKER_RESULT' });
  });

  it('stops at the first failure where that is asked for, and gives back what was running', async () => {
    const slow: CellRunner = {
      run: () => new Promise((resolve) => setTimeout(() => resolve(WRONG), 50)),
      close: () => Promise.resolve(),
    };
    const { summary, runs } = await sweep([new Scripted({ 1: [WRONG] }), slow], { failFast: true });
    expect(summary).toMatchObject({ ran: 0, failed: 1, isCutShort: true });
    expect(runs.map(({ state }) => state)).toEqual(['failed', 'interrupted', 'queued', 'queued', 'queued']);
  });

  it('keeps what ends while it is being interrupted', async () => {
    const interrupt = new AbortController();
    const last: CellRunner = {
      run() {
        interrupt.abort(new Error('interrupted'));
        return Promise.resolve(DONE);
      },
      close: () => Promise.resolve(),
    };
    const { summary, runs } = await sweep([last], { signal: interrupt.signal });
    expect(summary).toMatchObject({ ran: 1, failed: 0 });
    expect(runs.map(({ state }) => state)).toEqual(['done', 'queued', 'queued', 'queued', 'queued']);
  });

  it('ends with the error of a runner that breaks its word, after the others have been closed', async () => {
    const runners = [new Scripted(), new Scripted()];
    runners[0]!.run = () => Promise.reject(new Error('a bug'));
    await expect(sweep(runners)).rejects.toThrow('a bug');
    expect(runners.map(({ closed }) => closed)).toEqual([true, true]);
  });
});
