import { type AnyMethod, searched } from '@shotbench/few-shot';
import { findMethod, METHODS } from '@shotbench/method-registry';

const searchedMethods = new Map<string, AnyMethod>();

/**
 * The method that a run's identity names, a searched one included.
 * @throws ShotbenchError `METHOD_UNKNOWN`.
 */
export function methodOf(id: string): AnyMethod {
  const plain = METHODS.find((method) => method.id === id);
  if (plain) return plain;
  const known = searchedMethods.get(id);
  if (known) return known;
  for (const method of METHODS) {
    const candidate: AnyMethod = searched(method);
    searchedMethods.set(candidate.id, candidate);
  }
  return searchedMethods.get(id) ?? findMethod(id);
}
