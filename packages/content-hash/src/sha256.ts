import { createHash } from 'node:crypto';

import { canonicalJson, type JsonValue } from './canonical-json.ts';

/** SHA-256 of bytes or UTF-8 text, as 64 lower-case hexadecimal digits. */
export function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** SHA-256 of a value's canonical JSON: independent of key order. */
export function hashJson(value: JsonValue): string {
  return sha256(canonicalJson(value));
}
