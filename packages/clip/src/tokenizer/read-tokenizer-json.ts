import { describeIssues, ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

import { WORD_END } from './byte-symbols.ts';
import { CLIP_PATTERN } from './clip-tokenizer-object.ts';
import { readIds } from './read-ids.ts';
import { parseMerge } from './read-merges.ts';
import { readJson } from './read-text.ts';
import { type Merge, SPECIAL_TOKENS, type Vocabulary } from './vocabulary.ts';

/** A member that must not change what is encoded. */
const off = z.union([z.literal(false), z.literal(0), z.literal(''), z.null()]).optional();

const normalizer = z.union([
  z.object({ type: z.enum(['NFC', 'Lowercase']) }),
  z.object({ type: z.literal('Replace'), pattern: z.object({ Regex: z.literal('\\s+') }), content: z.literal(' ') }),
]);

const split = z.object({
  type: z.literal('Split'),
  pattern: z.object({ Regex: z.string().refine(isClipPattern, `expected CLIP's pattern, ${CLIP_PATTERN}`) }),
  behavior: z.enum(['Removed', 'removed']),
  invert: z.literal(true),
});

const byteLevel = z.object({ type: z.literal('ByteLevel'), add_prefix_space: off });

/** `tokenizer.json` of a CLIP model, as Hugging Face's converter writes it (CLIPConverter in transformers). */
const schema = z.object({
  added_tokens: z.array(z.object({ id: z.number(), content: z.string() })).nullish(),
  normalizer: z.object({
    type: z.literal('Sequence'),
    normalizers: z
      .array(normalizer)
      .refine((steps) => steps.some(({ type }) => type === 'Lowercase'), 'expected one of type Lowercase'),
  }),
  pre_tokenizer: z.object({ type: z.literal('Sequence'), pretokenizers: z.tuple([split, byteLevel]) }),
  model: z.object({
    type: z.literal('BPE').optional(),
    end_of_word_suffix: z.literal(WORD_END),
    continuing_subword_prefix: off,
    dropout: off,
    byte_fallback: off,
    ignore_merges: off,
    vocab: z.unknown(),
    merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
  }),
});

/**
 * Reads the vocabulary of a `tokenizer.json` after checking that what else it says is what CLIP does. Its post-processor and
 * decoder are not looked at: CLIP puts one token before a text and one after it. Neither are added tokens looked for
 * in texts: OpenAI's tokenizer knows none.
 * @throws ShotbenchError `TOKENIZER_READ`, `TOKENIZER_JSON`, `TOKENIZER_KIND`, `TOKENIZER_IDS` or `TOKENIZER_MERGES`
 */
export function readTokenizerJson(file: string): Vocabulary {
  const parsed = schema.safeParse(readJson(file));
  if (!parsed.success) {
    throw new ShotbenchError(
      'TOKENIZER_KIND',
      `${file} is not a tokenizer of CLIP's kind: ${describeIssues(parsed.error)}; take the tokenizer of a CLIP model, or remove the file where vocab.json and merges.txt lie beside it`,
    );
  }
  const { added_tokens: added, model } = parsed.data;
  const ids = readIds(model.vocab, `${file}: model.vocab`);
  for (const { id, content } of added ?? []) {
    const other = ids.get(content);
    if (other !== undefined && other !== id) {
      throw new ShotbenchError(
        'TOKENIZER_IDS',
        `${file}: added token ${JSON.stringify(content)} has id ${id}, but ${other} in model.vocab; expected the same; copy or download the file again`,
      );
    }
    ids.set(content, id);
  }
  const merges = model.merges.map((merge, i): Merge =>
    typeof merge === 'string' ? parseMerge(merge, `${file}: merge ${i + 1}`) : merge,
  );
  return { ids, merges, idsFile: file, mergesFile: file };
}

/** Whether a pattern is CLIP's; the special tokens may stand before it, as OpenAI writes it. */
function isClipPattern(pattern: string): boolean {
  if (!pattern.endsWith(CLIP_PATTERN)) return false;
  const before = pattern.slice(0, -CLIP_PATTERN.length).replaceAll('\\', '');
  const names = SPECIAL_TOKENS.map(({ startOfText, endOfText }) => `${startOfText}|${endOfText}|`);
  return ['', ...names].includes(before);
}
