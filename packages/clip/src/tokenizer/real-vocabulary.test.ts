import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { loadTokenizer } from './load-tokenizer.ts';

/** Where `shotbench model pull` puts models; no CLIP vocabulary is part of the repository. */
const MODELS = join(import.meta.dirname, '../../../../models');
const pulled = existsSync(MODELS)
  ? readdirSync(MODELS).filter((name) => existsSync(join(MODELS, name, 'tokenizer.json')))
  : [];

describe.skipIf(pulled.length === 0)('the tokenizer of a pulled model (skipped where models/ has none)', () => {
  it.each(pulled)('%s has the ids that everybody quotes', (name) => {
    const tokenizer = loadTokenizer(join(MODELS, name), { vocabSize: 49_408 });
    expect(tokenizer.encode('a photo of a cat')).toEqual([49_406, 320, 1125, 539, 320, 2368, 49_407]);
    expect(tokenizer.encode('Hello, world!')).toEqual([49_406, 3306, 267, 1002, 256, 49_407]);
  });
});
