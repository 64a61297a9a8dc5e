import { type ClipTokenizer, promptNames } from '@shotbench/clip';
import { ShotbenchError } from '@shotbench/errors';

/** Where the class name stands: after the context, between its halves, or before it (`CLASS_TOKEN_POSITION` in `trainers/coop.py`). */
export const NAME_POSITIONS = ['end', 'middle', 'front'] as const;
export type NamePosition = (typeof NAME_POSITIONS)[number];

/** The tokens of every class's prompt that are not learned. */
export interface ClassPrompts {
  /** The id of the start of text, which every prompt begins with. */
  readonly startOfText: number;
  /** Ids of each class's name. */
  readonly names: readonly (readonly number[])[];
  /** Ids of what follows the name: the full stop and the end of text. */
  readonly rests: readonly (readonly number[])[];
}

export interface ClassPromptOptions {
  readonly tokenizer: ClipTokenizer;
  /** M, learned tokens of each prompt. */
  readonly contextTokens: number;
  /** L, tokens that the text encoder reads. */
  readonly contextLength: number;
}

/**
 * The prompts `[start] v₁ … v_M NAME . [end]` without their context, tokenised as CoOp does: underscores become spaces, the full stop is
 * tokenised with the name, and what is the name in it is as long as the name alone.
 *
 * @throws ShotbenchError `PROMPT_CLASS` for an empty name, `PROMPT_CONTEXT` for M that is no whole number from 1 on or leaves no room,
 *   `PROMPT_LENGTH` for a name that does not fit beside M, `TOKENIZER_TEXT` for a name that is no text.
 */
export function classPrompts(classNames: readonly string[], options: ClassPromptOptions): ClassPrompts {
  const { tokenizer, contextTokens, contextLength } = options;
  checkRoom(contextTokens, contextLength);
  const prompts = promptNames(classNames, { duplicates: 'allow' }).map((name) => {
    const ids = tokenizer.encode(`${name}.`).slice(1);
    const length = tokenizer.encode(name).length - 2;
    const all = 1 + contextTokens + ids.length;
    if (all > contextLength) throw tooLong(name, all, options);
    return { name: ids.slice(0, length), rest: ids.slice(length) };
  });
  return {
    startOfText: tokenizer.startOfText,
    names: prompts.map(({ name }) => name),
    rests: prompts.map(({ rest }) => rest),
  };
}

/** Start, context, one token of a name, full stop, end. */
const SHORTEST = 4;

function checkRoom(contextTokens: number, contextLength: number): void {
  const most = contextLength - SHORTEST;
  if (Number.isInteger(contextTokens) && contextTokens >= 1 && contextTokens <= most) return;
  throw new ShotbenchError(
    'PROMPT_CONTEXT',
    `${contextTokens} context tokens do not fit a text encoder of ${contextLength} tokens; expected a whole number from 1 to ${most}, so that a class name has room`,
  );
}

function tooLong(name: string, tokens: number, { contextTokens, contextLength }: ClassPromptOptions): ShotbenchError {
  return new ShotbenchError(
    'PROMPT_LENGTH',
    `the prompt of class ${JSON.stringify(name)} has ${tokens} tokens with ${contextTokens} of context; expected at most ${contextLength}, which the text encoder reads; ` +
      'use fewer context tokens or a shorter name',
  );
}
