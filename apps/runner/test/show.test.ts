import { join } from 'node:path';

import { messageOf } from '@shotbench/errors/testing';
import { FeatureCache } from '@shotbench/feature-cache';
import { findMethod } from '@shotbench/method-registry';
import { repeatCommand, type RunReport } from '@shotbench/run-reports';
import { findRun, type JsonObject, runKey, Tracker } from '@shotbench/tracker';
import { describe, expect, it, onTestFinished } from 'vitest';

import { show } from '../src/show/show.ts';
import { featureFolder } from './feature-folder.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';
import { IDENTITY, predicted, storedRuns } from './stored-runs.ts';

const taskres = findMethod('taskres').config.parse({ alpha: 1 }) as JsonObject;

function keysOf(file: string): string[] {
  const tracker = Tracker.openReadOnly(file);
  const keys = tracker.runs().map(({ key }) => key);
  tracker.close();
  return keys;
}

describe('shotbench show', { timeout: 240_000 }, () => {
  it('prints a command that computes the same cell again', async () => {
    const cwd = temporaryFolder();
    new FeatureCache(join(cwd, '.cache/features')).importFolder(featureFolder(cwd, 'animals'));
    const grid = ['run', '--features', 'animals', '--shots', '2', '--seeds', '7'];
    const runs = [
      [...grid, '--methods', 'taskres', '--set', 'taskres.alpha=1', '--set', 'taskres.textNorm=9'],
      [...grid, '--methods', 'zero-shot', '--base-to-novel', '--executor', 'cpu'],
    ];
    for (const run of runs) expect((await shotbench(run, cwd)).code).toBe(0);
    const db = join(cwd, 'results/shotbench.sqlite');
    const keys = keysOf(db);
    expect(keys).toHaveLength(2);

    const commands = keys.map((key) => {
      const { repeat } = JSON.parse(show(key.slice(0, 10), { db, format: 'json' })) as RunReport;
      return repeat.command!;
    });
    expect(commands).toContain(
      'shotbench run --features animals --methods taskres --shots 2 --seeds 7 --set taskres.alpha=1 --set taskres.textNorm=9',
    );
    for (const command of commands) {
      // None of these words needs quotes.
      const repeated = await shotbench([...command.split(' ').slice(1), '--db', 'again.sqlite'], cwd);
      expect(repeated.stderr).toContain('cells: 1 run, 0 already there');
    }
    expect(keysOf(join(cwd, 'again.sqlite'))).toEqual(keys);
  });

  it('says all that is kept of a run', () => {
    const images = { train: Array.from({ length: 16 }, (_, i) => `train/${i}.png`), validation: ['val/0.png'] };
    const predictions = [predicted([0, 0, 1, 1, 3], [0, 0, 1, 2, 0]), predicted([2], [2], 'novel')];
    const { file, keys } = storedRuns([
      {
        accuracy: 60,
        identity: { config: taskres },
        variant: 'alpha=1',
        result: { metrics: { correct: 3 }, details: { epochs: 100 }, cpuSeconds: 4.5, peakMemoryBytes: 2 ** 28 },
        evidence: { images, predictions, log: 'step 1\nstep 2' },
        provenance: { commit: 'c0ffee1', dirty: true, diff: 'diff --git a b\n-x\n+y\n' },
      },
    ]);
    const key = keys[0]!;
    const tracker = Tracker.open(file, { now: () => Date.UTC(2026, 1, 1), isAlive: () => true });
    tracker.invalidate(keys, 'wrong labels');
    tracker.close();
    const text = show(key.slice(0, 4), { db: file, format: 'text' });
    // However wide the first column is.
    const lines = text.split('\n').map((line) => line.replace(/(\S) {2,}/g, '$1  '));
    for (const line of [
      `run ${key}`,
      'animals, 4 shots, taskres (alpha=1), seed 1',
      '  state  invalid, begun 1 time',
      '  ended  2026-01-02 03:04:05 UTC',
      '  * alpha  1 (default 0.5)',
      '    epochs  null',
      '  2026-02-01 00:00:00 UTC  invalidated: wrong labels',
      '  accuracy  60.00 % of 4 images',
      '  correct  3',
      '  processor time  4.50 s',
      '  peak memory  256 MiB',
      'predictions of the test images',
      '  accuracy  60.00 % of 5 images',
      // All are in the bin of 0.75, of which 0.6 are right.
      '  calibration error  15.00 % (expected, 15 bins)',
      '  worst classes  0.00 % of 1: dog',
      '  best classes  100.00 % of 2: ant',
      'predictions of the test images of novel',
      '  train  16',
      '  validation  1',
      '  first ones  train/0.png',
      '  step 2',
      '  commit  c0ffee1, changed since',
      '  changes  3 lines, in --format json',
      '  memory  8.0 GiB',
      '  graphics  none',
      'to compute it again, in another --db',
    ]) {
      expect(lines).toContain(line);
    }
    const json = JSON.parse(show(key, { db: file, format: 'json' })) as RunReport;
    expect(json.run.provenance!.diff).toContain('+y');
    expect(json.settings.find(({ name }) => name === 'alpha')).toEqual({ name: 'alpha', value: 1, default: 0.5 });
    expect(json.parts[0]!.classes.map(({ name }) => name)).toEqual(['dog', 'bee', 'ant']);
    expect(json.drawn).toEqual({ train: 16, validation: 1, firstTrainIds: images.train.slice(0, 5) });
  });

  it('shows what is left of a run that failed', () => {
    const { file, keys } = storedRuns([{ accuracy: 1 }]);
    const tracker = Tracker.open(file, { now: () => 0, isAlive: () => true });
    tracker.invalidate(keys, 'to fail');
    tracker.requeue(keys, ['invalid'], 'asked for');
    tracker.claim(keys, 'me', { ...findRun(tracker, keys[0]!).provenance! });
    const error = {
      code: 'DIVERGED',
      message: 'the loss is NaN',
      stack: 'Error: the loss is NaN\n    at fit',
      log: 'step 9',
    };
    tracker.fail(keys[0]!, 'me', error);
    tracker.close();
    const text = show(keys[0]!, { db: file, format: 'text' });
    expect(text).toContain(
      '\nerror\n  DIVERGED  the loss is NaN\n\nstack\n  Error: the loss is NaN\n      at fit\n\nlog\n  step 9\n',
    );
    expect(text).toMatch(/ {2}requeued: asked for\n +before: \{"accuracy":1,/);
    expect(text).toContain('state       failed, begun 2 times\n');
    expect(text).not.toContain('\nresult\n');
  });
});

describe('finding a run', () => {
  function problem(prefix: string, seeds: readonly number[]): string {
    const { file } = storedRuns(seeds.map((seed) => ({ accuracy: 50, identity: { seed } })));
    const tracker = Tracker.openReadOnly(file);
    onTestFinished(() => tracker.close());
    return messageOf(() => findRun(tracker, prefix));
  }

  it.each(['', 'abc', 'wxyz', 'abcd%', 'a'.repeat(65)])('takes four digits or more, and not "%s"', (prefix) => {
    expect(problem(prefix, [])).toMatch(/^".*" names no run; expected the first 4 to 64 hexadecimal digits/);
  });

  it('lists those that begin most alike where none begins so', () => {
    const key = runKey({ ...IDENTITY, seed: 17 });
    const wrong = `${key.slice(0, 11)}${key[11] === '0' ? '1' : '0'}`;
    expect(problem(wrong, [16, 17, 18])).toBe(
      `no run has a key that begins with "${wrong}"; the most alike are ${key.slice(0, 12)} (animals, 4 shots, taskres, seed 17)`,
    );
    expect(problem(wrong, [])).toBe(`no run has a key that begins with "${wrong}"; there are no runs in this file`);
  });

  it('lists those that begin alike where several do', () => {
    const byDigits = new Map<string, number>();
    let pair: [number, number] | undefined;
    for (let seed = 0; !pair; seed++) {
      const digits = runKey({ ...IDENTITY, seed }).slice(0, 4);
      const earlier = byDigits.get(digits);
      if (earlier !== undefined) pair = [earlier, seed];
      byDigits.set(digits, seed);
    }
    const names = pair.map(
      (seed) => `${runKey({ ...IDENTITY, seed }).slice(0, 12)} (animals, 4 shots, taskres, seed ${seed})`,
    );
    const digits = names[0]!.slice(0, 4);
    expect(problem(digits, [...pair, 0])).toBe(
      `"${digits}" begins the keys of several runs: ${names.sort().join(', ')}; give more digits`,
    );
  });
});

describe('the command that repeats a run', () => {
  const stored = { config: taskres };

  function repeat(changes: object, plannedBy = 'command line') {
    return repeatCommand({ identity: { ...IDENTITY, ...stored, ...changes }, plannedBy });
  }

  it('quotes settings that are lists or text', () => {
    const config = findMethod('linear-probe').config.parse({ grid: [1, 0.01] }) as JsonObject;
    const { command } = repeat({ method: 'linear-probe', config, protocol: 'few-shot-val', seed: null });
    expect(command).toBe(
      `shotbench run --features animals --methods linear-probe --shots 4 --seeds 1 --set 'linear-probe.grid=[1,0.01]'`,
    );
  });

  it('names the experiment where options cannot say it', () => {
    const evaluation = { kind: 'shifted' as const, targets: [{ name: 'drawn', hash: 'cd'.repeat(32) }] };
    const targets = repeat({ evaluation }, 'robustness');
    expect(targets.command).toBeNull();
    expect(targets.notes[0]).toBe(
      'options cannot ask for a test on other sets; "robustness" planned it: if that is an experiment, "shotbench run robustness --features animals --methods taskres --shots 4 --seeds 1" runs it again, perhaps with others',
    );
    const search = repeat({ method: 'taskres-search', config: { ...taskres, search: { kind: 'grid' } } }, 'searches');
    expect(search.notes[0]).toContain(
      '"shotbench run searches --features animals --methods taskres --shots 4 --seeds 1"',
    );
  });

  it('says what has changed since', () => {
    const { command, notes } = repeat({ methodVersion: 99 });
    expect(command).not.toBeNull();
    expect(notes).toContainEqual(expect.stringMatching(/^taskres is now version \d+, this was version 99/));
    expect(repeat({ config: { ...taskres, old: 1 } })).toMatchObject({
      command: null,
      notes: expect.arrayContaining([
        expect.stringContaining('taskres no longer has the settings of this run; the command in its provenance'),
      ]),
    });
    expect(repeat({ method: 'gone' })).toEqual({
      command: null,
      notes: ['there is no method "gone" any more; check out the code of this run'],
    });
  });

  it('leaves open where a model lies', () => {
    const config = findMethod('coop').config.parse({}) as JsonObject;
    const coop = { method: 'coop', config, methodVersion: findMethod('coop').version };
    const { command, notes } = repeat(coop);
    expect(command).toMatch(/ --model MODEL$/);
    expect(notes[0]).toBe('MODEL is the path of the model that the features come from');
    expect(repeat({ ...coop, backbone: 'picto' }).command).not.toContain('--model');
  });
});
