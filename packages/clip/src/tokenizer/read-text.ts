import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { oneLine, ShotbenchError } from '@shotbench/errors';

/** The largest known tokenizer file, a tokenizer.json with line breaks, has under 4 MB. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * A text file of a tokenizer, unpacked where its name ends in `.gz`.
 * @throws ShotbenchError `TOKENIZER_READ` if it cannot be read or is not UTF-8.
 */
export function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    const text = file.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch (error) {
    throw new ShotbenchError(
      'TOKENIZER_READ',
      `could not read ${file}: ${oneLine(error)}; expected a text file in UTF-8; copy or download it again`,
      { cause: error },
    );
  }
}

/**
 * A JSON file of a tokenizer.
 * @throws ShotbenchError `TOKENIZER_READ` or `TOKENIZER_JSON`
 */
export function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ShotbenchError(
      'TOKENIZER_JSON',
      `${file} is not JSON: ${oneLine(error)}; copy or download the file again`,
      { cause: error },
    );
  }
}
