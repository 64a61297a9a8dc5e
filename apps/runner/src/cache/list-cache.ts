import { type SetSummary, summarizeSets } from '@shotbench/feature-cache';

import { formatBytes } from '../pull/format-bytes.ts';

/** The feature sets of a cache as a table. */
export function listCache(folder: string): string {
  const sets = summarizeSets(folder);
  if (sets.length === 0) {
    return `no feature sets in ${folder}; add one with "shotbench features import FOLDER --name NAME"\n`;
  }
  const columns = COLUMNS.map(({ title, text, isNumber = false }) => {
    const texts = [title, ...sets.map(text)];
    const width = Math.max(...texts.map(({ length }) => length));
    return texts.map((cell) => (isNumber ? cell.padStart(width) : cell.padEnd(width)));
  });
  const lines = ['', ...sets].map((_, line) =>
    columns
      .map((column) => column[line])
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

interface Column {
  readonly title: string;
  readonly text: (set: SetSummary) => string;
  /** Default false. */
  readonly isNumber?: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: 'set', text: ({ name }) => name },
  { title: 'backbone', text: ({ backbone }) => backbone },
  { title: 'classes', text: ({ classNames }) => String(classNames.length), isNumber: true },
  { title: 'features', text: ({ featureDim }) => String(featureDim), isNumber: true },
  { title: 'train', text: ({ rows }) => String(rows.train), isNumber: true },
  { title: 'validation', text: ({ rows }) => String(rows.validation), isNumber: true },
  { title: 'test', text: ({ rows }) => String(rows.test), isNumber: true },
  { title: 'shots', text: shotsOf },
  { title: 'views', text: ({ views }) => String(views), isNumber: true },
  { title: 'size', text: ({ bytes }) => formatBytes(bytes), isNumber: true },
  { title: 'last used', text: ({ lastUsed }) => (lastUsed === undefined ? '-' : dayOf(lastUsed)) },
  { title: 'hash', text: ({ hash }) => hash.slice(0, 12) },
];

function shotsOf({ shots, drawsBySeed }: SetSummary): string {
  if (!drawsBySeed) return shots.join(',');
  return shots.length === 0 ? '-' : `1..${shots.length}`;
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
