import { canonicalJson, type JsonValue } from '@shotbench/content-hash';

/** A member in which two values differ; one that does not exist is undefined. */
export interface Difference {
  /** Its place, such as `engine.executor`. */
  readonly name: string;
  readonly first?: JsonValue | undefined;
  readonly second?: JsonValue | undefined;
}

/** The members, at any depth of objects but not within lists, in which two objects differ, by name. */
export function differences(first: JsonValue | undefined, second: JsonValue | undefined, name = ''): Difference[] {
  if (isObject(first) && isObject(second)) {
    const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])].sort();
    return keys.flatMap((key) => differences(first[key], second[key], name === '' ? key : `${name}.${key}`));
  }
  const isSame =
    first === undefined || second === undefined ? first === second : canonicalJson(first) === canonicalJson(second);
  return isSame ? [] : [{ name, first, second }];
}

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
