import type { Parameters } from '../shell/address.ts';

/** A request in one line, whatever the order of its parameters: `overview?backbone=RN50&shots=16`, or `index?`. */
export function requestKey(name: string, parameters: Parameters): string {
  return `${name}?${queryOf(parameters)}`;
}

/** The parameters in the order of their names, as in an address. */
export function queryOf(parameters: Parameters): string {
  const named = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return new URLSearchParams(named).toString();
}

/** Longer than what tells pages apart at a glance, shorter than what any file system takes. */
const SLUG_LENGTH = 48;

/**
 * The name of a request's file without extension, such as `rn50-16-1v7b3kq9x2a`: what can be read of the values, and a hash of the request.
 * Whatever is asked for, it has only lower-case letters, digits and dashes, so that it is one name in one folder on every file system.
 */
export function fileStem(name: string, parameters: Parameters): string {
  const values = Object.entries(parameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value);
  const slug = values
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, SLUG_LENGTH)
    .replace(/-+$/, '');
  const hash = hashOf(requestKey(name, parameters));
  return slug === '' ? hash : `${slug}-${hash}`;
}

/**
 * 53 bits in base 36, by two rounds of multiplication and shift (cyrb53). `crypto.subtle` is missing where a page comes over plain http.
 * Whoever writes files by it has to check that no two requests have the same.
 */
function hashOf(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36).padStart(11, '0');
}
