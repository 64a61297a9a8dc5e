import fc from 'fast-check';

/** One way in which a file can be damaged. Positions are taken modulo what there is. */
export type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly mask: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: readonly number[] }
  | { readonly kind: 'remove'; readonly at: number; readonly count: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'flip-late'; readonly at: number; readonly mask: number }
  | { readonly kind: 'exchange'; readonly at: number; readonly other: number }
  | { readonly kind: 'token'; readonly at: number; readonly text: string }
  | { readonly kind: 'splice'; readonly at: number; readonly text: string };

/** Where a format keeps its header, so that the header's text can be edited and still be found. */
export interface HeaderFormat {
  /** The header's text, or undefined where the file is too damaged to have one. */
  readonly read: (bytes: Uint8Array) => string | undefined;
  /** The file with another header text, its length put right. */
  readonly replace: (bytes: Uint8Array, text: string) => Uint8Array;
  /** What to put in place of a word or number of the header, or between two characters. */
  readonly words: readonly string[];
}

/** Words, numbers and quoted strings of a header. */
const TOKEN = /"[^"]*"|'[^']*'|-?[\d.]+|\w+/g;

export function anyMutations(words: readonly string[]): fc.Arbitrary<readonly Mutation[]> {
  const at = fc.nat(100_000);
  const text = fc.constantFrom(...words);
  const mutation: fc.Arbitrary<Mutation> = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at, mask: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constant('flip' as const), at, mask: fc.constantFrom(1, 2, 4, 8, 16, 32, 64, 128) }),
    fc.record({ kind: fc.constant('flip-late' as const), at: fc.nat(24), mask: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constant('exchange' as const), at, other: at }),
    fc.record({
      kind: fc.constant('insert' as const),
      at,
      bytes: fc.array(fc.nat(255), { minLength: 1, maxLength: 9 }),
    }),
    fc.record({ kind: fc.constant('remove' as const), at, count: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ kind: fc.constant('cut' as const), at }),
    fc.record({ kind: fc.constant('token' as const), at, text }),
    fc.record({ kind: fc.constant('splice' as const), at, text }),
  );
  return fc.oneof(
    mutation.map((one) => [one]),
    fc.array(mutation, { minLength: 2, maxLength: 5 }),
  );
}

export function mutate(original: Uint8Array, mutations: readonly Mutation[], format: HeaderFormat): Uint8Array {
  return mutations.reduce((bytes, mutation) => apply(bytes, mutation, format), original);
}

function apply(bytes: Uint8Array, mutation: Mutation, format: HeaderFormat): Uint8Array {
  const at = mutation.at % (bytes.length + 1);
  switch (mutation.kind) {
    case 'flip':
      return bytes.map((byte, i) => (i === at ? byte ^ mutation.mask : byte));
    case 'insert':
      return Uint8Array.of(...bytes.subarray(0, at), ...mutation.bytes, ...bytes.subarray(at));
    case 'remove':
      return Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + mutation.count));
    case 'cut':
      return bytes.slice(0, at);
    case 'flip-late':
      return bytes.map((byte, i) => (i === bytes.length - 1 - mutation.at ? byte ^ mutation.mask : byte));
    default: {
      const header = format.read(bytes);
      return header === undefined ? bytes : format.replace(bytes, edit(header, mutation));
    }
  }
}

function edit(header: string, mutation: Mutation & { kind: 'exchange' | 'token' | 'splice' }): string {
  if (mutation.kind === 'splice') {
    const position = mutation.at % (header.length + 1);
    return header.slice(0, position) + mutation.text + header.slice(position);
  }
  const tokens = header.match(TOKEN) ?? [];
  const at = mutation.at % Math.max(tokens.length, 1);
  const other = mutation.kind === 'exchange' ? mutation.other % Math.max(tokens.length, 1) : undefined;
  let index = 0;
  return header.replace(TOKEN, (token) => {
    const i = index++;
    if (i === at) return mutation.kind === 'token' ? mutation.text : tokens[other!]!;
    return i === other ? tokens[at]! : token;
  });
}
