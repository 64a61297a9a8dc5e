import { WORD_END } from './byte-symbols.ts';
import type { SpecialTokens, Vocabulary } from './vocabulary.ts';

/**
 * What a text is cut into before bytes are joined (simple_tokenizer.py): English contractions, runs of letters, single
 * digits, and runs of anything else that is not white space.
 */
export const CLIP_PATTERN = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

/** A vocabulary as `tokenizer.json` would hold it, for the tokenizers library; in CLIP's form, as Hugging Face's converter writes it. */
export function clipTokenizerObject({ ids, merges }: Vocabulary, { startOfText, endOfText }: SpecialTokens): object {
  return {
    version: '1.0',
    // None, so that no part of a text is taken for a special token.
    added_tokens: [],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: CLIP_PATTERN }, behavior: 'Removed', invert: true },
        // Without GPT-2's pattern, which would cut none of these pieces further.
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    post_processor: {
      type: 'RobertaProcessing',
      cls: [startOfText, ids.get(startOfText)],
      sep: [endOfText, ids.get(endOfText)],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: WORD_END,
      fuse_unk: false,
      vocab: Object.fromEntries(ids),
      merges,
    },
  };
}
