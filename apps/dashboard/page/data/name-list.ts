/**
 * Names as one text of an address, separated by commas. Names may hold anything: a comma or a backslash in one of them has a backslash before it.
 * The page writes such lists and the server reads them.
 */
export function writeNames(names: readonly string[]): string {
  return names.map((name) => name.replaceAll(/[\\,]/g, '\\$&')).join(',');
}

/** The inverse of {@link writeNames}; empty names are left out. */
export function readNames(text: string): string[] {
  const parts = text.match(/(?:\\[^]|[^\\,]|\\$)+/g) ?? [];
  return parts.map((part) => part.replaceAll(/\\([^])/g, '$1'));
}
