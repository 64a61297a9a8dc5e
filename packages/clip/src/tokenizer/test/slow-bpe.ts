/**
 * CLIP's tokenizer once more, written from the description of it, slow and obvious, to test the fast one against. It shares no
 * code with it: words are cut by hand, bytes come from Buffer, and the symbols of bytes are spelt out.
 */
export const SYMBOLS: readonly string[] = [
  ...'!"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~',
  ...'¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
  ...'ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĳĴĵĶķĸĹĺĻļĽľĿŀŁłŃ',
];

/** Latin-1 bytes are the symbol itself; the others are counted up from Ā. */
function symbolOf(byte: number): string {
  const self = String.fromCharCode(byte);
  if (SYMBOLS.includes(self) && byte < 0x100) return self;
  const others = Array.from({ length: 256 }, (_, b) => b).filter((b) => !SYMBOLS.includes(String.fromCharCode(b)));
  return SYMBOLS[188 + others.indexOf(byte)]!;
}
const SYMBOL_OF = Array.from({ length: 256 }, (_, byte) => symbolOf(byte));

/** Unicode's White_Space, spelt out. */
const SPACES = new Set(
  [
    0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
    0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
  ].map((code) => String.fromCodePoint(code)),
);

/** Normal form C, lower case, single spaces, none at the ends. */
export function clean(text: string): string {
  let cleaned = '';
  for (const character of text.normalize('NFC')) {
    if (!SPACES.has(character)) cleaned += character;
    else if (!cleaned.endsWith(' ')) cleaned += ' ';
  }
  return cleaned.toLowerCase().replace(/^ | $/g, '');
}

const CONTRACTIONS = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

/** The pieces of a cleaned text. */
export function pieces(text: string): string[] {
  const characters = Array.from(text);
  const kind = (at: number): string => {
    const character = characters[at];
    if (character === undefined || SPACES.has(character)) return 'none';
    if (/^\p{L}$/u.test(character)) return 'letter';
    return /^\p{N}$/u.test(character) ? 'number' : 'other';
  };
  const found: string[] = [];
  for (let at = 0; at < characters.length;) {
    let length = 1;
    const ahead = characters.slice(at, at + 3).join('');
    const contraction = CONTRACTIONS.find((c) => ahead.startsWith(c));
    const first = kind(at);
    if (contraction !== undefined) length = contraction.length;
    else if (first === 'letter' || first === 'other') while (kind(at + length) === first) length++;
    if (first !== 'none') found.push(characters.slice(at, at + length).join(''));
    at += length;
  }
  return found;
}

/** The bytes of a piece as symbols, the last marked. */
function symbolsOf(piece: string): string[] {
  const symbols = Array.from(Buffer.from(piece, 'utf8'), (byte) => SYMBOL_OF[byte]!);
  symbols.push(`${symbols.pop()!}</w>`);
  return symbols;
}

export interface SlowVocabulary {
  readonly ids: ReadonlyMap<string, number>;
  readonly merges: readonly (readonly [string, string])[];
}

/** Joins the pair listed first wherever it is leftmost, one at a time, until none is listed. */
function joinOneByOne(symbols: readonly string[], ranks: ReadonlyMap<string, number>): string[] {
  const word = [...symbols];
  for (;;) {
    let [best, at] = [Infinity, -1];
    for (let i = 0; i + 1 < word.length; i++) {
      const rank = ranks.get(`${word[i]} ${word[i + 1]}`) ?? Infinity;
      if (rank < best) [best, at] = [rank, i];
    }
    if (at < 0) return word;
    word.splice(at, 2, word[at]! + word[at + 1]!);
  }
}

/** Joins the pair listed first everywhere at once, from the left, as OpenAI's simple_tokenizer.py does. */
export function joinEverywhere(symbols: readonly string[], ranks: ReadonlyMap<string, number>): string[] {
  let word = [...symbols];
  for (;;) {
    const pairs = word.slice(1).map((right, i) => `${word[i]} ${right}`);
    const best = pairs.filter((p) => ranks.has(p)).sort((a, b) => ranks.get(a)! - ranks.get(b)!)[0];
    if (best === undefined) return word;
    const joined: string[] = [];
    for (let i = 0; i < word.length; i++) {
      if (`${word[i]} ${word[i + 1]}` === best) joined.push(word[i]! + word[++i]!);
      else joined.push(word[i]!);
    }
    word = joined;
  }
}

/** The ids of a text without those for start and end. */
export function slowEncode(text: string, { ids, merges }: SlowVocabulary, join = joinOneByOne): number[] {
  const ranks = new Map(merges.map(([left, right], rank) => [`${left} ${right}`, rank]));
  return pieces(clean(text)).flatMap((piece) => join(symbolsOf(piece), ranks).map((token) => ids.get(token)!));
}
