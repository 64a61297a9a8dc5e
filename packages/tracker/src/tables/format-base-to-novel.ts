import { alignColumns } from './align-columns.ts';
import type { BaseToNovelRow, BaseToNovelTable } from './base-to-novel-tables.ts';
import { blockTitle, methodColumns } from './block.ts';
import { unfinished } from './unfinished.ts';

/** Base-to-novel tables as aligned plain text, one block for each, with a caption that says how the numbers were made. */
export function formatBaseToNovel(tables: readonly BaseToNovelTable[]): string {
  if (tables.length === 0) return 'no runs\n';
  return `${[...tables.map(formatBlock), caption(tables)].join('\n\n')}\n`;
}

function formatBlock(table: BaseToNovelTable): string {
  const { rows, datasets, averaged } = table;
  const columns = [
    ...methodColumns(rows, ['', 'method']),
    ...datasets.map((name, index) =>
      group(name, rows, {
        base: ({ values }) => values[index]?.base,
        novel: ({ values }) => values[index]?.novel,
        H: ({ values }) => values[index]?.h,
      }),
    ),
    ...(averaged
      ? [
          group('average', rows, {
            base: ({ average }) => average?.base,
            novel: ({ average }) => average?.novel,
            'mean of H': ({ average }) => average?.meanOfH,
            'H of means': ({ average }) => average?.hOfMeans,
          }),
        ]
      : []),
  ];
  const cells = rows.flatMap(({ values }) => values.flatMap((value) => value?.cell ?? []));
  return [`base to novel · ${blockTitle(table)}`, '', ...alignColumns(columns), ...unfinished(cells)].join('\n');
}

/** Columns below a heading of their own. */
function group(
  name: string,
  rows: readonly BaseToNovelRow[],
  numbers: Readonly<Record<string, (row: BaseToNovelRow) => number | undefined>>,
): string[] {
  const columns = Object.entries(numbers).map(([heading, numberOf]) => {
    const texts = rows.map((row) => numberOf(row)?.toFixed(2) ?? '-');
    const width = Math.max(...texts.map(({ length }) => length));
    return [heading, ...texts.map((text) => text.padStart(width))];
  });
  return [name, ...alignColumns(columns)];
}

function caption(tables: readonly BaseToNovelTable[]): string {
  return [
    'Accuracy in percent, mean over seeds: of the base classes, which were trained on; of the novel ones, which were only named.',
    'H: the harmonic mean of the two.',
    ...(tables.some(({ averaged }) => averaged)
      ? [
          'average: over datasets, where all have a value; mean of H: of the H of each; H of means: the harmonic mean of average base and novel.',
        ]
      : []),
  ].join('\n');
}
