/** Columns of equally many texts as lines, each column as wide as its widest text, two spaces apart. */
export function alignColumns(columns: readonly (readonly string[])[]): string[] {
  const padded = columns.map((column) => {
    const width = Math.max(...column.map(({ length }) => length));
    return column.map((text) => text.padEnd(width));
  });
  return (columns[0] ?? []).map((_, line) =>
    padded
      .map((column) => column[line])
      .join('  ')
      .trimEnd(),
  );
}
