import type { RunRow } from '@shotbench/tracker';

/** Digits of a key that tell runs apart. */
const KEY_DIGITS = 12;

export function nameOfRun({ key }: RunRow): string {
  return key.slice(0, KEY_DIGITS);
}

/** A part of the test images by its name; the empty one is of the classes that were learnt. */
export function nameOfPart({ part }: { readonly part: string }): string {
  return part === '' ? 'own classes' : part;
}
