import { ShotbenchError } from '@shotbench/errors';

/** What the dictionary at the start of an .npy file says. */
export interface NpyHeader {
  /** NumPy's type string, for example `<f2`. */
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/**
 * One `'key': value,` of the dictionary; the value is a string, a boolean, a tuple of integers or a list. Strings and
 * lists appear in messages, so they hold no control characters.
 */
const MEMBER =
  /\s*(?:'(\w+)'|"(\w+)")\s*:\s*(?:'([^'\p{Cc}]*)'|"([^"\p{Cc}]*)"|(True|False)|\(([\s\dL,]*)\)|(\[[^\]\p{Cc}]*\]))\s*(,|(?=\}))/uy;

/**
 * A Python tuple's inside: `3, 4`, `3,` or nothing. Python 2 wrote long integers as `3L`. No white space can be matched
 * in two ways, or a long run of it would take quadratic time.
 */
const TUPLE = /^\s*(?:\d+L?\s*,\s*(?:\d+L?\s*(?:,\s*\d+L?\s*)*(?:,\s*)?)?)?$/;

/**
 * Parses the Python dictionary literal of an .npy header, keys in any order.
 * @throws ShotbenchError `NPY_HEADER` if it is not one, lacks a key or has another; `NPY_DTYPE` for a structured type.
 */
export function parseNpyHeader(text: string, file: string): NpyHeader {
  const dictionary = /^\s*\{([^]*)\}\s*$/.exec(text);
  if (dictionary === null) throw bad(text, file);
  const inside = `${dictionary[1]}}`;
  let descr: string | undefined;
  let fortranOrder: boolean | undefined;
  let shape: readonly number[] | undefined;
  let position = 0;
  while (inside.slice(position).trim() !== '}') {
    MEMBER.lastIndex = position;
    const member = MEMBER.exec(inside);
    if (member === null) throw bad(text, file);
    position = MEMBER.lastIndex;
    const [, singleKey, doubleKey, single, double, boolean, tuple, list] = member;
    const key = singleKey ?? doubleKey;
    if (key === 'descr' && list !== undefined) {
      throw new ShotbenchError(
        'NPY_DTYPE',
        `${file} holds a structured type ${list}; expected one number type; save each field as its own .npy file`,
      );
    }
    if (key === 'descr') descr = single ?? double;
    else if (key === 'fortran_order') fortranOrder = boolean === undefined ? undefined : boolean === 'True';
    else if (key === 'shape') shape = tuple === undefined ? undefined : parseTuple(tuple);
    else throw bad(text, file);
  }
  if (descr === undefined || fortranOrder === undefined || shape === undefined) throw bad(text, file);
  return { descr, fortranOrder, shape };
}

function parseTuple(inside: string): readonly number[] | undefined {
  if (!TUPLE.test(inside)) return undefined;
  const dims = (inside.match(/\d+/g) ?? []).map(Number);
  return dims.every(Number.isSafeInteger) ? dims : undefined;
}

function bad(text: string, file: string): ShotbenchError {
  const seen = JSON.stringify(text.trim().slice(0, 120));
  return new ShotbenchError(
    'NPY_HEADER',
    `${file} has a header that is not NumPy's: ${seen}; expected {'descr': …, 'fortran_order': …, 'shape': (…), }; save the array again with numpy.save`,
  );
}
