import { readFileSync } from 'node:fs';

/** The lines of a text file that are not empty, without white space around them. @throws what reading throws. */
export function textLines(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What stands before the first space, and the rest. */
export function parted(line: string): [string, string] {
  const space = line.indexOf(' ');
  return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1).trim()];
}
