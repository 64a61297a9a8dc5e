import { stripVTControlCharacters } from 'node:util';

/** The lines of a log without colours; a carriage return alone, by which progress bars overwrite themselves, ends a line too. */
export function logLines(text: string): string[] {
  return stripVTControlCharacters(text.replace(/^\uFEFF/, ''))
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd());
}
