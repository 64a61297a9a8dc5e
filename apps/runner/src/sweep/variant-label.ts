import { hashJson } from '@shotbench/content-hash';
import type { JsonObject } from '@shotbench/tracker';

/**
 * A method's settings that differ from the defaults, such as `alpha=1, search.kind="random"`.
 *
 * The candidates of a listed search are as many lines of settings, so that only their number and the beginning of their hash stand here; a run's trials show them.
 */
export function variantLabel(config: JsonObject, defaults: JsonObject): string {
  return differences(withShortList(config), defaults).join(', ');
}

function withShortList(config: JsonObject): JsonObject {
  const { search } = config;
  if (!isObject(search) || !Array.isArray(search['candidates'])) return config;
  // The space of a list follows from its candidates.
  const { candidates, space: _, ...others } = search;
  return { ...config, search: { ...others, candidates: `${candidates.length} (${hashJson(candidates).slice(0, 8)})` } };
}

function differences(config: JsonObject, defaults: JsonObject, path = ''): string[] {
  return Object.keys(config)
    .sort()
    .flatMap((key) => {
      const [value, usual] = [config[key], defaults[key]];
      if (JSON.stringify(value) === JSON.stringify(usual)) return [];
      if (isObject(value) && isObject(usual)) return differences(value, usual, `${path}${key}.`);
      return [`${path}${key}=${JSON.stringify(value)}`];
    });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
