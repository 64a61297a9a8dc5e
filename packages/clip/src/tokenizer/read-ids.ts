import { ShotbenchError } from '@shotbench/errors';

/**
 * The tokens and ids of a JSON object; `vocab.json` is one, and `tokenizer.json` holds one. Whether the ids make sense is
 * checked later.
 * @param where For the message.
 * @throws ShotbenchError `TOKENIZER_IDS` if it is no object or a value no number.
 */
export function readIds(value: unknown, where: string): Map<string, number> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(where, 'no JSON object');
  const ids = new Map<string, number>();
  for (const [token, id] of Object.entries(value as Record<string, unknown>)) {
    if (typeof id !== 'number') throw bad(where, `an object with no number for ${JSON.stringify(token.slice(0, 40))}`);
    ids.set(token, id);
  }
  return ids;
}

function bad(where: string, what: string): ShotbenchError {
  return new ShotbenchError(
    'TOKENIZER_IDS',
    `${where} is ${what}; expected {"token": id, …}; copy or download the file again`,
  );
}
