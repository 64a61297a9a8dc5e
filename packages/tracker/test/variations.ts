import fc from 'fast-check';
import type { z } from 'zod';

/** As much of a schema's definition as is read here. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
}

function definitionOf(schema: z.ZodType): Definition {
  return schema.def;
}

type Members = Readonly<Record<string, unknown>>;

/** Anything that a schema takes, with all members present that may be left out. JSON objects are the one custom type. */
export function anyOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const { type, shape, innerType, element, options, entries, values } = definitionOf(schema);
  if (type === 'string') return fc.string({ minLength: 1 });
  if (type === 'number') return fc.integer({ min: 1, max: 1_000_000 });
  if (type === 'nullable') return fc.option(anyOf(innerType!));
  if (type === 'optional') return anyOf(innerType!);
  if (type === 'enum') return fc.constantFrom(...Object.values(entries!));
  if (type === 'literal') return fc.constantFrom(...values!);
  if (type === 'array') return fc.array(anyOf(element!), { minLength: 1, maxLength: 3 });
  if (type === 'union') return fc.oneof(...options!.map(anyOf));
  if (type === 'custom') return fc.dictionary(fc.string(), fc.jsonValue());
  if (type === 'object') {
    return fc.record(Object.fromEntries(Object.entries(shape!).map(([name, member]) => [name, anyOf(member)])));
  }
  throw new Error(`a schema of type ${type} is not known here; say how its values are made and varied`);
}

/** A value that differs from the given one at one place, and which place that is. */
export interface Variation {
  readonly place: string;
  readonly value: unknown;
}

/** For every field of a schema, however deep, values that differ from the given one in that field alone. */
export function variationsOf(schema: z.ZodType, value: unknown, place = ''): Variation[] {
  const { type, shape, innerType, element, options, entries, values } = definitionOf(schema);
  const here = (...others: unknown[]): Variation[] => others.map((other) => ({ place, value: other }));
  if (type === 'string') return here(`${value as string}x`, ` ${value as string}`);
  if (type === 'number') return here((value as number) + 1, (value as number) + 1000);
  if (type === 'nullable')
    return value === null ? here(0, 1) : [...here(null), ...variationsOf(innerType!, value, place)];
  if (type === 'optional') return [...here(undefined), ...variationsOf(innerType!, value, place)];
  if (type === 'enum') return here(...Object.values(entries!).filter((other) => other !== value));
  if (type === 'literal') return here(...values!.filter((other) => other !== value));
  if (type === 'custom') return here({ ...(value as Members), '': 'one more' + JSON.stringify(value) });
  if (type === 'array') {
    const items = value as readonly unknown[];
    return [
      ...here([...items, items[0]], ...(items.length > 1 ? [items.slice(1)] : [])),
      ...items.flatMap((item, i) =>
        variationsOf(element!, item, `${place}[${i}]`).map(({ place: inner, value: other }) => {
          return { place: inner, value: items.with(i, other) };
        }),
      ),
    ];
  }
  if (type === 'union') {
    const option = options!.find((other) => other.safeParse(value).success)!;
    const others = options!.filter((other) => other !== option);
    // Another option with as many of the members as it has.
    const converted = others.map((other) => {
      const members = Object.entries(definitionOf(other).shape!).map(([name, member]) => {
        const [literal] = definitionOf(member).values ?? [];
        return [name, literal ?? (value as Members)[name] ?? fc.sample(anyOf(member), { seed: 1, numRuns: 1 })[0]];
      });
      return Object.fromEntries(members) as unknown;
    });
    return [...here(...converted), ...variationsOf(option, value, place)];
  }
  if (type === 'object') {
    return Object.entries(shape!).flatMap(([name, member]) =>
      variationsOf(member, (value as Members)[name], `${place}.${name}`).map(({ place: inner, value: other }) => {
        return { place: inner, value: { ...(value as Members), [name]: other } };
      }),
    );
  }
  throw new Error(`a schema of type ${type} is not known here; say how its values are made and varied`);
}
