import { ShotbenchError } from '@shotbench/errors';
import type { SearchOptions } from '@shotbench/few-shot';
import { Option } from 'commander';

export const DEFAULT_DATABASE = 'results/shotbench.sqlite';
export const DEFAULT_CACHE = '.cache/features';

export function databaseOption(): Option {
  return new Option('--db <file>', 'SQLite database with the results').default(DEFAULT_DATABASE);
}

export function cacheOption(): Option {
  return new Option('--cache <folder>', 'feature cache').default(DEFAULT_CACHE);
}

export function rootOption(otherwise = ''): Option {
  return new Option('--root <folder>', `folder of all datasets, in CoOp's layout${otherwise}`);
}

export function imagesOption(): Option {
  return new Option(
    '--images <folder>',
    'images of your own: a folder for each class, or such folders below train, val and test',
  );
}

export function splitSeedOption(): Option {
  return new Option('--split-seed <number>', 'seed of the split of --images that have none (default: 1)').argParser(
    parseNumber('--split-seed', 0, 1_000_000),
  );
}

/**
 * Names separated by commas.
 * @throws ShotbenchError `OPTION_LIST` for an empty name.
 */
export function parseNames(option: string) {
  return (text: string): string[] => {
    const names = text.split(',').map((name) => name.trim());
    if (names.some((name) => name === '')) {
      throw new ShotbenchError(
        'OPTION_LIST',
        `${option} is "${text}"; expected names separated by commas, such as a,b`,
      );
    }
    return [...new Set(names)];
  };
}

/** More numbers than this in one range are surely a slip. */
const LONGEST_RANGE = 10_000;

/**
 * Whole numbers from 0 on, separated by commas, with ranges: "1,4..6" is 1, 4, 5, 6. Sorted, each once.
 * @throws ShotbenchError `OPTION_NUMBERS`.
 */
export function parseNumbers(option: string) {
  return (text: string): number[] => {
    const problem = new ShotbenchError(
      'OPTION_NUMBERS',
      `${option} is "${text}"; expected whole numbers separated by commas, or ranges such as 1..3`,
    );
    const numbers = text.split(',').flatMap((part) => {
      const match = /^\s*(\d{1,9})(?:\.\.(\d{1,9}))?\s*$/.exec(part);
      if (!match) throw problem;
      const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
      if (to < from || to - from >= LONGEST_RANGE) throw problem;
      return Array.from({ length: to - from + 1 }, (_, i) => from + i);
    });
    return [...new Set(numbers)].sort((a, b) => a - b);
  };
}

/** A whole number within bounds. */
export function parseNumber(option: string, minimum: number, maximum: number) {
  return (text: string): number => {
    const number = Number(text);
    if (text.trim() === '' || !Number.isInteger(number) || number < minimum || number > maximum) {
      throw new ShotbenchError(
        'OPTION_NUMBER',
        `${option} is "${text}"; expected a whole number from ${minimum} to ${maximum}`,
      );
    }
    return number;
  };
}

/**
 * What to search settings by: `grid`, `random:N` for N draws, or `halving:N` for N draws of which later rounds keep the best.
 * @throws ShotbenchError `OPTION_SEARCH`.
 */
export function parseSearch(text: string): SearchOptions {
  const match = /^(?:(grid)|(random|halving):([1-9]\d{0,5}))$/.exec(text.trim());
  if (!match) {
    throw new ShotbenchError(
      'OPTION_SEARCH',
      `--search is "${text}"; expected grid, random:N for N draws, such as random:20, or halving:N, which keeps the best of them round after round`,
    );
  }
  const [, grid, kind, trials] = match;
  return grid === undefined ? { kind: kind as 'random' | 'halving', trials: Number(trials) } : { kind: 'grid' };
}

/** Method settings by method id. */
export type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Adds one "METHOD.KEY=VALUE" to the settings so far; values are JSON where they can be read as such, else text.
 * @throws ShotbenchError `OPTION_SETTING`.
 */
export function addSetting(text: string, settings: Settings = {}): Settings {
  const match = /^([a-z0-9-]+)\.(\w+)=(.*)$/s.exec(text);
  if (!match) {
    throw new ShotbenchError(
      'OPTION_SETTING',
      `--set is "${text}"; expected METHOD.KEY=VALUE, such as taskres.alpha=1`,
    );
  }
  const [, method, key, value] = match as unknown as [string, string, string, string];
  return { ...settings, [method]: { ...settings[method], [key]: jsonOrText(value) } };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
