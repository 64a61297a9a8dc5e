import { canonicalJson, type JsonValue } from '@shotbench/content-hash';
import { type AnyMethod, searched } from '@shotbench/few-shot';
import { METHODS } from '@shotbench/method-registry';
import type { JsonObject, RunIdentity } from '@shotbench/tracker';

/** A setting of a run. */
export interface Setting {
  readonly name: string;
  readonly value: JsonValue;
  /** What the method takes today where nothing is said; absent where that is the same value. */
  readonly default?: JsonValue;
}

/** The settings of a run by name, those that differ from the defaults with these. A method that is no more has no defaults. */
export function settingsOf({ method, config }: Pick<RunIdentity, 'method' | 'config'>): Setting[] {
  const defaults = defaultsOf(method);
  return Object.keys(config)
    .sort()
    .map((name) => {
      const [value, usual] = [config[name] ?? null, defaults?.[name] ?? null];
      const differs = defaults !== undefined && canonicalJson(value) !== canonicalJson(usual);
      return { name, value, ...(differs && { default: usual }) };
    });
}

function defaultsOf(id: string): JsonObject | undefined {
  return (knownMethod(id)?.config.safeParse({}).data as JsonObject | undefined) ?? undefined;
}

/** The method of an id, searched where the id says so; undefined where there is none. */
export function knownMethod(id: string): AnyMethod | undefined {
  const plain = METHODS.find((method) => method.id === id);
  if (plain) return plain;
  const inner = METHODS.find((method) => id === `${method.id}-search`);
  return inner && searched(inner);
}
