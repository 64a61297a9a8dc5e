import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The YAML at the beginning of a model card. */
const FRONT_MATTER = /^\uFEFF?---\s*\r?\n([^]*?)\r?\n---/;

/** `license: mit`, `license: [mit, apache-2.0]`, or the first lines of a list below. */
const LICENCE = /^license:[ \t]*(.*(?:\r?\n[ \t]*-[^\r\n]*)*)/m;

const LICENCE_FILES = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'LICENCE', 'COPYING'];

/** More of a file than this is not looked at, and more of a line than that not shown. */
const [LONGEST_CARD, LONGEST_LINE] = [100_000, 80];

/**
 * The licence that a model's folder states: `license` in the YAML front matter of its README.md, such as `mit`, or the
 * first line of a licence file with its name.
 */
export function modelLicence(folder: string): string | undefined {
  const card = FRONT_MATTER.exec(beginning(join(folder, 'README.md')))?.[1];
  const stated = card === undefined ? undefined : LICENCE.exec(card)?.[1];
  const names = stated
    ?.split(/[\n,]/)
    .map((part) => part.replace(/\s#.*$/, '').replace(/^[\s\-["']+|[\s\]"']+$/g, ''))
    .filter((name) => name !== '');
  if (names !== undefined && names.length > 0) return printable(names.join(', '));

  const file = LICENCE_FILES.find((name) => existsSync(join(folder, name)));
  const first = file && /\S.*/.exec(beginning(join(folder, file)))?.[0];
  return first && `${printable(first)} (${file})`;
}

/** An unreadable file states nothing. */
function beginning(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(0, LONGEST_CARD);
  } catch {
    return '';
  }
}

/** Nothing that a terminal would obey. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, ' ').trim().slice(0, LONGEST_LINE);
}
