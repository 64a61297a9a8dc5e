import { sha256 } from '@shotbench/content-hash';

/** A seed for a name, so that what is drawn for one thing does not depend on the others. */
export function seedOf(name: string): number {
  return parseInt(sha256(name).slice(0, 8), 16);
}
