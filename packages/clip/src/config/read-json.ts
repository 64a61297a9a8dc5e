import { readFileSync } from 'node:fs';

import { oneLine, ShotbenchError } from '@shotbench/errors';

/** @throws ShotbenchError `CLIP_READ` if the file cannot be read, `CLIP_JSON` if it is not a JSON object. */
export function readJson(file: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ShotbenchError(
      'CLIP_READ',
      `could not read ${file}: ${oneLine(error)}; expected a readable file; copy or download it again`,
      { cause: error },
    );
  }
  let value: unknown;
  let problem = 'it is not an object';
  try {
    value = JSON.parse(text);
  } catch (error) {
    problem = oneLine(error);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ShotbenchError(
    'CLIP_JSON',
    `${file} cannot be read as JSON: ${problem}; expected an object {"…": …}; copy or download the file again`,
  );
}
