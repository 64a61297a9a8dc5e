import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `goldens/python-random.json` holds, made with CPython's own `random` and Dassl's sampler. */
export interface PythonRandomGolden {
  readonly seed: readonly {
    readonly seed: number;
    readonly random: readonly number[];
    readonly getrandbits32: readonly number[];
    readonly randbelow: readonly { readonly n: number; readonly value: number }[];
  }[];
  readonly sample: readonly GoldenDraw[];
  readonly choices: readonly GoldenDraw[];
  readonly shuffle: readonly { readonly seed: number; readonly n: number; readonly value: readonly number[] }[];
  readonly interleaved: readonly {
    readonly op: string;
    readonly n: number;
    readonly k: number;
    readonly value: unknown;
  }[];
  readonly fewshot: {
    readonly train_labels: Readonly<Record<string, readonly number[]>>;
    readonly val_labels: Readonly<Record<string, readonly number[]>>;
    readonly runs: readonly GoldenShots[];
    readonly one_call_two_sources: GoldenShots;
  };
}

export interface GoldenDraw {
  readonly seed: number;
  readonly n: number;
  readonly k: number;
  readonly value: readonly number[];
}

export interface GoldenShots {
  readonly order: string;
  readonly seed: number;
  readonly shots: number;
  readonly repeat: boolean;
  readonly train: readonly number[];
  readonly val: readonly number[];
}

export function pythonRandomGolden(): PythonRandomGolden {
  const file = join(import.meta.dirname, 'goldens', 'python-random.json');
  return JSON.parse(readFileSync(file, 'utf8')) as PythonRandomGolden;
}
