/** An open object or list: the keys so far, or nothing for a list. */
type Level = Set<string> | undefined;

/**
 * The first key that an object of a JSON text has twice, at any depth. `JSON.parse` would keep the last silently.
 * @param json text that `JSON.parse` accepts.
 */
export function duplicateKey(json: string): string | undefined {
  const levels: Level[] = [];
  let isKey = false;
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (character === '"') {
      const end = endOfString(json, i);
      const keys = levels.at(-1);
      if (isKey && keys !== undefined) {
        const key = JSON.parse(json.slice(i, end)) as string;
        if (keys.has(key)) return key;
        keys.add(key);
      }
      isKey = false;
      i = end - 1;
    } else if (character === '{' || character === '[') {
      levels.push(character === '{' ? new Set() : undefined);
      isKey = character === '{';
    } else if (character === '}' || character === ']') {
      levels.pop();
    } else if (character === ',') {
      isKey = levels.at(-1) !== undefined;
    }
  }
  return undefined;
}

/** One past the closing quote of the string that begins at `start`. */
function endOfString(json: string, start: number): number {
  let i = start + 1;
  while (json[i] !== '"') i += json[i] === '\\' ? 2 : 1;
  return i + 1;
}
