import { ShotbenchError } from '@shotbench/errors';

import { readText } from './read-text.ts';
import type { Merge } from './vocabulary.ts';

/**
 * OpenAI's file of 262,144 merges serves larger vocabularies too; CLIP takes these (`49152 - 256 - 2` in simple_tokenizer.py,
 * and in Hugging Face's CLIPTokenizer for `merges.txt`).
 */
const MOST_MERGES = 49_152 - 256 - 2;

/**
 * Reads `merges.txt` or OpenAI's `bpe_simple_vocab_16e6.txt`: a line that names the version, then one merge on each line,
 * its parts separated by a space.
 * @throws ShotbenchError `TOKENIZER_READ` or `TOKENIZER_MERGES`
 */
export function readMerges(file: string): Merge[] {
  const [first, ...lines] = readText(file).split(/\r?\n/);
  if (!first?.includes('#version')) {
    throw new ShotbenchError(
      'TOKENIZER_MERGES',
      `${file} begins with ${JSON.stringify(first?.slice(0, 40))}; expected a line with #version, which CLIP's files have and skip; copy or download the file again`,
    );
  }
  if (lines.at(-1) === '') lines.pop();
  return lines.slice(0, MOST_MERGES).map((line, i) => parseMerge(line, `${file}: line ${i + 2}`));
}

/**
 * @param where For the message.
 * @throws ShotbenchError `TOKENIZER_MERGES` unless there are two parts with one space between.
 */
export function parseMerge(text: string, where: string): Merge {
  const [left, right, ...others] = text.split(' ');
  if (!left || !right || others.length > 0) {
    throw new ShotbenchError(
      'TOKENIZER_MERGES',
      `${where} is ${JSON.stringify(text.slice(0, 40))}; expected two tokens separated by a space; copy or download the file again`,
    );
  }
  return [left, right];
}
