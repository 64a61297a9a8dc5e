/**
 * Pairs of different classes whose names are the same in a prompt, where `_` is a space, and to CLIP's tokenizer, which knows no upper
 * case.
 */
export function sameNames(classNames: readonly string[]): (readonly [string, string])[] {
  const first = new Map<string, string>();
  return classNames.flatMap((name) => {
    const plain = name.replaceAll('_', ' ').trim().toLowerCase();
    const other = first.get(plain);
    if (other !== undefined) return [[other, name] as const];
    first.set(plain, name);
    return [];
  });
}
