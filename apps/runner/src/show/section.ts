/** A line of a report: what it is of, and the value; lines that have none are left out. */
export type Entry = readonly [label: string, value: string | number | boolean | null | undefined];

/** A titled block whose values stand below each other; nothing where there are no values. Further lines of a value are indented alike. */
export function section(title: string, entries: readonly Entry[]): string[] {
  const known = entries.filter(([, value]) => value !== null && value !== undefined);
  if (known.length === 0) return [];
  const width = Math.max(...known.map(([label]) => label.length));
  const lines = known.flatMap(([label, value]) =>
    String(value)
      .split('\n')
      .map((line, i) => `  ${(i === 0 ? label : '').padEnd(width)}  ${line}`.trimEnd()),
  );
  return ['', title, ...lines];
}

/** Lines of text below a title; nothing where there is no text. */
export function textSection(title: string, text: string | null | undefined): string[] {
  if (text === null || text === undefined || text.trim() === '') return [];
  return [
    '',
    title,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`.trimEnd()),
  ];
}
