import { ShotbenchError } from '@shotbench/errors';
import { type Dimension, DIMENSIONS, type EvaluationKind, type Layout, PAPER_LAYOUT } from '@shotbench/tracker';
import { type Command, Option } from 'commander';

import { cacheOption, databaseOption, parseNames, parseNumbers } from './options.ts';

/** Which runs a table is of, and how it is laid out. */
export interface TableOptions {
  readonly db: string;
  readonly cache: string;
  readonly features?: string[];
  readonly methods?: string[];
  readonly shots?: number[];
  readonly rows?: Dimension[];
  readonly columns?: Dimension[];
  readonly facets?: Dimension[];
  readonly testOracle?: true;
  readonly mixProtocols?: true;
  readonly baseToNovel?: true;
  readonly transfer?: true;
  readonly shifted?: true;
}

/** Adds what `table` and `export` have in common. */
export function addTableOptions(command: Command): Command {
  const layout = (name: keyof Layout) =>
    new Option(
      `--${name} <dimensions>`,
      `what stands on the ${name}: ${DIMENSIONS.join(', ')} (default: ${PAPER_LAYOUT[name].join()})`,
    ).argParser(parseDimensions(`--${name}`));
  return command
    .argument('[experiment]', 'a folder name under experiments/: only the runs that it plans')
    .addOption(databaseOption())
    .addOption(cacheOption())
    .option('--features <names>', 'only these feature sets, in this order', parseNames('--features'))
    .option('--methods <ids>', 'only these methods', parseNames('--methods'))
    .option('--shots <numbers>', 'only these shot counts', parseNumbers('--shots'))
    .addOption(layout('rows'))
    .addOption(layout('columns'))
    .addOption(layout('facets'))
    .option('--test-oracle', 'also show what was tuned on test data')
    .option('--mix-protocols', 'let methods compete whose hyper-parameters were chosen in different ways')
    .addOption(
      new Option(
        '--base-to-novel',
        'runs that were trained on half of the classes, with the accuracies of both halves',
      ).conflicts(['transfer', 'shifted', 'rows', 'columns', 'facets']),
    )
    .addOption(new Option('--transfer', 'runs that were tested on sets of other classes').conflicts('shifted'))
    .option('--shifted', 'runs that were tested on other images of the same classes');
}

/** The evaluation that the options name; undefined where they name none. */
export function evaluationAsked({ baseToNovel, transfer, shifted }: TableOptions): EvaluationKind | undefined {
  if (baseToNovel) return 'base-to-novel';
  if (transfer) return 'transfer';
  return shifted ? 'shifted' : undefined;
}

/** The layout that the options make. What they leave out is as in papers; where its place is taken, rows and columns change places. */
export function layoutAsked({ rows, columns, facets }: TableOptions): Layout {
  const taken = [...(rows ?? []), ...(columns ?? []), ...(facets ?? [])];
  const take = (...wanted: readonly Dimension[]): Dimension[] => {
    const free = wanted.filter((dimension) => !taken.includes(dimension)).slice(0, 1);
    taken.push(...free);
    return free;
  };
  return {
    rows: rows ?? take(...PAPER_LAYOUT.rows, ...PAPER_LAYOUT.columns),
    columns: columns ?? take(...PAPER_LAYOUT.columns, ...PAPER_LAYOUT.rows, ...PAPER_LAYOUT.facets),
    facets: facets ?? PAPER_LAYOUT.facets.filter((dimension) => !taken.includes(dimension)),
  };
}

/**
 * Dimensions separated by commas.
 * @throws ShotbenchError `OPTION_DIMENSION`.
 */
function parseDimensions(option: string) {
  return (text: string): Dimension[] =>
    parseNames(option)(text).map((name) => {
      const dimension = DIMENSIONS.find((known) => known === name);
      if (dimension) return dimension;
      throw new ShotbenchError(
        'OPTION_DIMENSION',
        `${option} is "${text}"; expected names separated by commas of ${DIMENSIONS.join(', ')}`,
      );
    });
}
