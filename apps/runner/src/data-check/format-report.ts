import type { Sizes } from '@shotbench/datasets';

import type { CheckedSet } from './checked-set.ts';

/** Images that are named for each set; JSON has all. */
const NAMED = 5;

/** A table of the sets, right numbers in it, then what is wrong, set by set. */
export function formatReport(sets: readonly CheckedSet[]): string {
  const wrong = sets.map(formatProblems).filter((text) => text !== '');
  return [formatTable(sets), ...wrong].join('\n');
}

/** Everything that was found, for programs. */
export function formatJson(sets: readonly CheckedSet[]): string {
  const records = sets.map(({ id, folder, status, card, sizes, problems, missing, unreadable }) => ({
    ...{ id, folder, status, found: sizes ?? null, published: card?.sizes ?? null },
    problems: problems.map(({ code, message }) => ({ code, message })),
    missing: missing.map(({ path }) => path),
    unreadable,
  }));
  return `${JSON.stringify(records, null, 2)}\n`;
}

const COUNTS = ['classes', 'train', 'validation', 'test'] as const satisfies readonly (keyof Sizes)[];

function formatTable(sets: readonly CheckedSet[]): string {
  const texts = [
    ['dataset', ...sets.map(({ id }) => id)],
    ['status', ...sets.map(({ status }) => status)],
    ...COUNTS.map((what) => [what, ...sets.map(({ sizes }) => sizes?.[what].toString() ?? '-')]),
  ];
  const columns = texts.map((column, i) => {
    const width = Math.max(...column.map(({ length }) => length));
    return column.map((text) => (i < 2 ? text.padEnd(width) : text.padStart(width)));
  });
  const lines = ['dataset', ...sets].map((_, line) => columns.map((column) => column[line]).join('  '));
  return `${lines.join('\n')}\n`;
}

function formatProblems({ id, problems, unreadable }: CheckedSet): string {
  if (problems.length === 0 && unreadable.length === 0) return '';
  const lines = problems.map(({ message }) => `  ${message}`);
  if (unreadable.length > 0) {
    lines.push(`  ${unreadable.length} ${unreadable.length === 1 ? 'image' : 'images'} cannot be read:`);
    lines.push(...unreadable.slice(0, NAMED).map(({ path, why }) => `    ${path}: ${why}`));
    if (unreadable.length > NAMED) lines.push(`    and ${unreadable.length - NAMED} more; --json names all`);
  }
  return `${id}\n${lines.join('\n')}\n`;
}
