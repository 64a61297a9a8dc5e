import { canonicalJson } from '@shotbench/content-hash';
import { findMethod } from '@shotbench/method-registry';
import type { JsonObject } from '@shotbench/tracker';

/** The settings of a run that are not its method's defaults. */
export function changedSettings(method: string, config: JsonObject): Record<string, unknown> {
  const defaults = findMethod(method).config.parse({}) as JsonObject;
  const text = (value: JsonObject[string]) => (value === undefined ? '' : canonicalJson(value));
  return Object.fromEntries(Object.entries(config).filter(([key, value]) => text(value) !== text(defaults[key])));
}
