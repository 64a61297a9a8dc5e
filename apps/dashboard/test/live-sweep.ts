import { join } from 'node:path';

import { type Provenance, runKey, type RunIdentity, Tracker } from '@shotbench/tracker';
import { onTestFinished } from 'vitest';

import { cellWith, temporaryFolder } from './sample-results.ts';

export const PROVENANCE: Provenance = {
  ...{ commit: null, dirty: null, versions: {}, host: 'bench-1', processor: 'a processor' },
  ...{ threads: 2, node: 'v20.20.2', platform: 'linux-x64' },
};

export const OWNER = 'bench-1/pid:[4026531836]/4711/99';

/** A results file whose writer's clock stands where a test puts it. */
export class LiveSweep {
  readonly file = join(temporaryFolder(), 'runs.sqlite');
  readonly tracker: Tracker;
  #now: number;

  constructor(now: number) {
    this.#now = now;
    this.tracker = Tracker.open(this.file, { now: () => this.#now, isAlive: () => undefined });
    onTestFinished(() => this.tracker.close());
  }

  at(now: number): this {
    this.#now = now;
    return this;
  }

  plan(changes: Partial<RunIdentity>, plannedBy = 'test', variant = ''): string {
    const cell = { ...cellWith(changes), variant };
    this.tracker.enqueue([cell], plannedBy);
    return runKey(cell.identity);
  }

  begin(key: string, owner = OWNER): string {
    this.tracker.claim([key], owner, PROVENANCE);
    return key;
  }

  done(key: string, accuracy: number, owner = OWNER): void {
    const numbers = { trainableParameters: 10, fitSeconds: 41.2, evaluateSeconds: 0.8, testCount: 100 };
    this.tracker.complete(key, owner, { accuracy, metrics: {}, details: {}, ...numbers });
  }

  failed(key: string, message: string, owner = OWNER): void {
    this.tracker.fail(key, owner, { code: 'DIVERGED', message });
  }
}

/** A sweep in full swing: two running runs, one of them silent, and some in every other state. */
export function fillLive(sweep: LiveSweep, now: number): void {
  const minute = 60_000;
  for (const [d, dataset] of ['dtd', 'eurosat', 'oxford-pets'].entries()) {
    for (const shots of [1, 2, 4, 8, 16]) {
      for (const seed of [1, 2, 3]) {
        const key = sweep.at(now - 50 * minute).plan({ dataset, shots, seed }, 'shotbench run --methods taskres');
        const place = d * 15 + Math.log2(shots) * 3 + seed;
        if (place > 38) continue;
        const ended = now - (38 - place) * 1.3 * minute;
        sweep.at(ended - 42_000).begin(key);
        sweep.at(ended);
        if (place % 13 === 7)
          sweep.failed(key, `the loss is NaN in step ${place * 10}; a smaller learning rate may help`);
        else sweep.done(key, 40 + d * 15 + Math.log2(shots) * 2.5 + seed * 0.31);
      }
    }
  }
  const running = { method: 'clip-adapter', dataset: 'oxford-pets', backbone: 'ViT-B/32' };
  sweep.at(now - 12_000).begin(sweep.plan({ ...running, seed: 1 }, 'experiment prompt-learning', 'ratio=0.6'));
  const other = 'gpu-box/pid:[1]/99/1';
  sweep.at(now - 200_000).begin(sweep.plan({ ...running, seed: 2 }, 'experiment prompt-learning'), other);
  sweep.at(now - 3000).tracker.heartbeat(OWNER);
  sweep.at(now - 95_000).tracker.heartbeat(other);
  sweep.at(now - 30 * minute);
  sweep.tracker.release('gone', sweep.begin(sweep.plan({ ...running, seed: 3 }), 'gone'));
  const stale = sweep.begin(sweep.plan({ ...running, seed: 4 }), 'gone');
  sweep.tracker.abandon(stale, 'gone', 'worker ended by SIGKILL');
  sweep.plan({ ...running, seed: 5 });
  sweep.at(now);
}
