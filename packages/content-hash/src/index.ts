/** Content addresses: the same content has the same name, whatever the order of its keys. */
export { canonicalJson, type JsonValue } from './canonical-json.ts';
export { hashJson, sha256 } from './sha256.ts';
