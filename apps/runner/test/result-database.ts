import { type Cell, runKey, Tracker } from '@shotbench/tracker';

/** TaskRes on a set "one" with the seed. */
export function cellOf(seed: number): Cell {
  return {
    identity: {
      ...{ method: 'taskres', methodVersion: 1, config: { alpha: 0.5 }, protocol: 'fixed' as const },
      ...{ dataset: 'one', datasetHash: '11111111aaaaaaaa', backbone: 'made up', shots: 1, seed },
      engine: { executor: 'onnx', precision: 'float32', version: 1 },
    },
    variant: '',
  };
}

/** Writes a database with a done run for each seed, of an accuracy that the seed decides. */
export function resultDatabase(file: string, seeds: readonly number[]): void {
  const tracker = Tracker.open(file, { now: () => 1000, isAlive: () => true });
  const [owner, place] = ['me', { ...NOWHERE }];
  for (const seed of seeds) {
    const cell = cellOf(seed);
    const key = runKey(cell.identity);
    tracker.enqueue([cell], 'test');
    tracker.claim([key], owner, place);
    tracker.complete(key, owner, {
      ...{ accuracy: 60 + seed, metrics: {}, details: {}, trainableParameters: 32 },
      ...{ fitSeconds: 1, evaluateSeconds: 1, testCount: 100 },
    });
  }
  tracker.close();
}

const NOWHERE = {
  ...{ commit: null, dirty: null, versions: {}, host: 'here', processor: 'one', threads: 1 },
  ...{ node: '', platform: '' },
};
