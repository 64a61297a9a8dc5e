/** One record of a CSV file (RFC 4180, but with an LF line end). */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(quote).join(',')}\n`;
}

/** A number with four decimals; nothing where there is none. */
export function decimals(value: number | null | undefined): string {
  return value?.toFixed(4) ?? '';
}

function quote(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
