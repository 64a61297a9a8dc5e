/** A field, quoted or not, with the separator after it. A quote that is out of place is taken as it is. */
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^,\r\n]*))(,|\r\n|\n|\r|$)/y;

/** The rows of a CSV text (RFC 4180: quoted fields may hold commas, line breaks and doubled quotes). Empty lines are left out. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; at = FIELD.lastIndex) {
    FIELD.lastIndex = at;
    const [, quoted, plain, separator] = FIELD.exec(text) as unknown as [string, string?, string?, string?];
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (separator === ',' && FIELD.lastIndex < text.length) continue;
    if (separator === ',') row.push('');
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
