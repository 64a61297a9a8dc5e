/**
 * Whether a name has all the words of any of these concepts, singular or plural: "apple tree" has those of "apple".
 * Icons that are no emoji are held out by it, since only their names tell what they show; rather too many than too few.
 */
export function namesAny(concepts: Iterable<string>): (name: string) => boolean {
  /** By their first word, so that few have to be looked at. */
  const byFirst = new Map<string, string[][]>();
  for (const concept of concepts) {
    const words = stems(concept);
    const [first] = words;
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), words]);
  }
  return (name) => {
    const words = new Set(stems(name));
    return [...words].some((word) => byFirst.get(word)?.some((concept) => concept.every((w) => words.has(w))) ?? false);
  };
}

function stems(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => (word.length > 3 ? word.replace(/(?<!s)s$/, '') : word));
}
