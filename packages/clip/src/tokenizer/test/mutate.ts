/** Uniform numbers from 0 to below a bound, the same for the same seed (mulberry32). */
export function randomBelow(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

type Below = (bound: number) => number;

function pick<T>(values: readonly T[], below: Below): T {
  return values[below(values.length)]!;
}

/** Bytes with one to three of them, or stretches of them, flipped, removed, repeated, replaced or cut off. */
export function mutateBytes(bytes: Uint8Array, below: Below): Uint8Array {
  let mutated: Uint8Array = bytes;
  for (let times = 1 + below(3); times > 0; times--) {
    const at = below(mutated.length + 1);
    const end = Math.min(mutated.length, at + 1 + below(below(4) === 0 ? 2000 : 8));
    const [before, stretch, after] = [mutated.subarray(0, at), mutated.subarray(at, end), mutated.subarray(end)];
    const noise = Buffer.from(Array.from({ length: 1 + below(4) }, () => below(256)));
    const results = [
      () => Buffer.concat([before, after]),
      () => Buffer.concat([before, stretch, stretch, after]),
      () => Buffer.concat([before, noise, after]),
      () => Buffer.concat([before, stretch.map((byte) => byte ^ (1 << below(8))), after]),
      () => before,
    ];
    mutated = pick(results, below)();
  }
  return mutated;
}

const ODD = [null, true, -1, 0, 1.5, 1e9, 550, '', ' ', 'a', 'a b', '</w>', '\ud800', '__proto__', [], ['a', 'b'], {}];

/** A JSON value with one to three of its members replaced, removed, renamed, swapped or added, anywhere inside it. */
export function mutateJson(json: unknown, below: Below): unknown {
  const root = { json: structuredClone(json) };
  for (let times = 1 + below(3); times > 0; times--) {
    let holder: Record<string, unknown> = root;
    let key = 'json';
    // Mostly deep down, where there is most to break.
    while (typeof holder[key] === 'object' && holder[key] !== null && below(8) > 0) {
      const keys = Object.keys(holder[key] as object);
      if (keys.length === 0) break;
      holder = holder[key] as Record<string, unknown>;
      key = pick(keys, below);
    }
    const other = pick(Object.keys(holder), below);
    const value = holder[key];
    pick(
      [
        () => (holder[key] = pick(ODD, below)),
        () => (holder[key] = typeof value === 'number' ? value + below(3) - 1 : `${String(value)}a`),
        () => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]),
        () => ([holder[key], holder[other]] = [holder[other], value]),
        () =>
          Array.isArray(holder) ? holder.push(value) : (holder[`${key}${pick(['', 'a', '</w>'], below)}`] = value),
      ],
      below,
    )();
    if (!('json' in root)) return undefined;
  }
  return root.json;
}

/** Lines with one to three of them removed, repeated, moved, changed or made anew of others' parts. */
export function mutateLines(text: string, below: Below): string {
  const lines = text.split('\n');
  for (let times = 1 + below(3); times > 0; times--) {
    const [at, other] = [below(lines.length), below(lines.length)];
    const [line, otherLine] = [lines[at] ?? '', lines[other] ?? ''];
    pick(
      [
        () => lines.splice(at, 1),
        () => lines.splice(other, 0, line),
        () => ([lines[at], lines[other]] = [otherLine, line]),
        () => (lines[at] = `${line.split(' ')[0]} ${otherLine.split(' ').at(-1)}`),
        () => (lines[at] = line + pick([' ', '\r', 'a', ' b', '</w>', '\u2028', '\0'], below)),
        () => (lines[at] = ''),
      ],
      below,
    )();
  }
  return lines.join('\n');
}

const ALPHABETS = [
  'abcdehnoprtf',
  "a photo of the cat's ",
  'aaaa!!!! \'"',
  ' \t\n\r\u000b\u000c\u0085\u00a0\u2003\u2028\u3000\ufeff\u200b',
  'é\u0301\u0308İIıſßΣσςÅﬁ①²½٣',
  '漢字かなカナ한글देवनागरीقهوة',
  '😀👩‍👩‍👧🏽🇩🇪☺️',
  '\u0000\u0001\u001f\u007f\u0080\u009f\uffff\u{10ffff}\u{1f600}',
  '<|>/w&amp;startofextnd',
].map((characters) => Array.from(characters));

/** A text from one or more alphabets; sometimes with any UTF-16 units, halves of surrogate pairs among them, sometimes very long. */
export function anyText(below: Below): string {
  const length = below(200) === 0 ? below(2_000) : below(40);
  const alphabets = Array.from({ length: 1 + below(3) }, () => pick(ALPHABETS, below));
  const isWild = below(10) === 0;
  let text = '';
  for (let i = 0; i < length; i++) {
    text += isWild && below(3) === 0 ? String.fromCharCode(below(0x10000)) : pick(pick(alphabets, below), below);
  }
  if (below(50) === 0) text += pick(['<|endoftext|>', '<|STARTOFTEXT|>', '</w>', "'Re", 'x'.repeat(1000)], below);
  return text;
}
