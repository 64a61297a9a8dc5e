/** Whether what the user gave looks like a name rather than a path. */
export function isPlainName(text: string): boolean {
  return !/[/\\]/.test(text);
}
