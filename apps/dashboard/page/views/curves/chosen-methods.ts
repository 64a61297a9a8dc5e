import type { Curves } from '../../../src/views/curves/curves-api.ts';
import { readNames, writeNames } from '../../data/name-list.ts';

/** Which methods are drawn, and how the address says so. */
export interface ChosenMethods {
  readonly names: readonly string[];
  /** Whether the address says which. */
  readonly isAsked: boolean;
  readonly has: (method: string) => boolean;
  /** What the address has to say for these to be drawn; undefined for what is drawn anyway. */
  readonly with: (method: string) => string | undefined;
  readonly without: (method: string) => string | undefined;
  readonly only: (method: string) => string | undefined;
}

/** The methods that an address asks for, as far as they are there, or what is drawn without. */
export function chosenMethods(asked: string | undefined, { methods, shown }: Curves): ChosenMethods {
  const wanted = new Set(asked === undefined ? [] : readNames(asked));
  const known = methods.map(({ method }) => method).filter((method) => wanted.has(method));
  const isAsked = known.length > 0;
  const names = isAsked ? known : shown;
  const parameter = (list: readonly string[]) => (list.length === 0 ? undefined : writeNames([...list].sort()));
  return {
    ...{ names, isAsked },
    has: (method) => names.includes(method),
    with: (method) => (names.length + 1 === methods.length ? undefined : parameter([...names, method])),
    without: (method) => parameter(names.filter((name) => name !== method)),
    only: (method) => parameter([method]),
  };
}
