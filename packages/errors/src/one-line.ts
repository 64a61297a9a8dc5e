/** What a schema library says about a value that does not fit; zod's errors have this shape. */
export interface Issues {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** The message of something caught, on one line: JSON's errors quote the text around the fault, line breaks and all. */
export function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').trim();
}

/** A schema's complaint on one line: where, what, and how many more. */
export function describeIssues({ issues }: Issues): string {
  const [first, ...others] = issues;
  if (first === undefined) return 'not as expected';
  const where = first.path.length === 0 ? '' : `${first.path.map(String).join('.')}: `;
  return `${where}${oneLine(first.message)}${others.length === 0 ? '' : ` (and ${others.length} more)`}`;
}
