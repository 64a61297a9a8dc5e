/** The names of a list with commas, which are in no name. */
export function listed(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}
