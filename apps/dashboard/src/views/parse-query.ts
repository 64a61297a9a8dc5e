import type { ViewApi } from './view-api.ts';

/** The parameters of a request as a view takes them, or one line that says what is wrong with them. */
export function parseQuery<Query>(
  { query: schema }: Pick<ViewApi<Query>, 'query'>,
  asked: unknown,
): { readonly query: Query } | { readonly problem: string } {
  const parsed = schema.safeParse(asked);
  if (parsed.success) return { query: parsed.data };
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const names = Object.keys(schema.shape).join(', ') || 'none';
    return { problem: `${JSON.stringify(issue.keys[0])} is not a parameter; expected ${names}` };
  }
  const name = String(issue?.path[0]);
  const value = JSON.stringify((asked as Record<string, unknown>)[name]);
  return { problem: `${name} is ${value}; ${issue?.message}` };
}
