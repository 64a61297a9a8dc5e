/** Rows of a table as lines, the first columns to the left and all from `numbers` on to the right. */
export function alignRows(rows: readonly (readonly string[])[], numbers: number): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]!.length), 0),
  );
  const lines = rows.map((row) =>
    row
      .map((text, column) => (column < numbers ? text.padEnd(widths[column]!) : text.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}
