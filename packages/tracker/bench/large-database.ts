import { join } from 'node:path';

import Database from 'better-sqlite3';

import { type Cell, type RunIdentity, Tracker } from '../src/index.ts';

const SEEDS = [1, 2, 3];
const SHOTS = [1, 2, 4, 8, 16];
const DATASETS = 11;
const BACKBONES = ['RN50', 'ViT-B/32', 'ViT-B/16', 'ViT-L/14'];
const METHODS = 20;
/** 20 methods with 8 settings each fill 105,600 rows; what is beyond the number asked for is left out. */
const VARIANTS = 8;

function identities(count: number): Cell[] {
  const cells: Cell[] = [];
  for (let variant = 0; variant < VARIANTS; variant++) {
    for (let method = 0; method < METHODS; method++) {
      for (const backbone of BACKBONES) {
        for (let dataset = 0; dataset < DATASETS; dataset++) {
          for (const shots of SHOTS) {
            for (const seed of SEEDS) {
              if (cells.length === count) return cells;
              const identity: RunIdentity = {
                ...{
                  method: `method-${method}`,
                  methodVersion: 2,
                  protocol: method % 3 === 0 ? 'few-shot-val' : 'fixed',
                },
                config: {
                  alpha: variant,
                  epochs: 200,
                  batchSize: 32,
                  learningRate: 1e-3,
                  weightDecay: 0,
                  warmup: 'none',
                },
                ...{ dataset: `dataset-${dataset}`, datasetHash: `${dataset}${backbone}`.padEnd(64, '0'), backbone },
                ...{ shots, seed, engine: { executor: 'onnx', precision: 'float32', version: 2 } },
              };
              cells.push({ identity, variant: variant === 0 ? '' : `alpha=${variant}` });
            }
          }
        }
      }
    }
  }
  return cells;
}

/** A results file of so many done runs (105,600 at most), its rows as long as those of real ones. */
export function largeDatabase(folder: string, count: number): string {
  const file = join(folder, 'large.sqlite');
  const tracker = Tracker.open(file, { now: () => 1000, isAlive: () => true });
  tracker.enqueue(identities(count), 'bench');
  tracker.close();
  const db = new Database(file);
  db.exec(`
    UPDATE runs SET state = 'done', owner = 'bench', attempts = 1, started_at = 1000, finished_at = 2000,
      accuracy = 50 + (rowid * 7919 % 4000) / 100.0, metrics = '{"macroAccuracy":61.25,"nll":1.0625,"ece":0.03125}',
      details = json_object('chosen', json_object('alpha', 0.5), 'losses', '${'0.125,'.repeat(60)}'),
      trainable_parameters = 48128, fit_seconds = 1.5, evaluate_seconds = 0.25, test_count = 3669`);
  db.close();
  return file;
}
