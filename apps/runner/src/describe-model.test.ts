import { join } from 'node:path';

import { loadModel } from '@shotbench/clip';
import { describe, expect, it } from 'vitest';

import { describeModel } from './describe-model.ts';

const goldens = join(import.meta.dirname, '..', '..', '..', 'packages', 'clip', 'test', 'goldens');

describe('describeModel', () => {
  it('describes a ViT', () => {
    const model = loadModel(join(goldens, 'clip-vit-tiny-hf'));
    expect(describeModel(model, { hash: 'abc', licence: undefined })).toBe(
      `image tower  ViT/8, 3 layers of width 128, 2 heads, MLP 512
text tower   3 layers of width 64, 1 head, MLP 256
functions    quick_gelu, layer norm epsilon 0.00001
parameters   630,400 image, 191,872 text, 822,273 in all
embedding    64 features
image size   32 × 32 pixels
context      77 tokens of 512
end of text  the highest token id
logit scale  14.2857
layout       huggingface
files        model.safetensors
stored as    float16 (822,272 values), float32 (1 value)
licence      not stated
hash         abc
`,
    );
  });

  it('describes a ResNet, its running statistics stored but no parameters', () => {
    const model = loadModel(join(goldens, 'clip-rn-tiny'));
    const lines = describeModel(model, { hash: 'abc', licence: 'mit' }).split('\n');
    expect(lines).toContain('image tower  ResNet, 1 + 2 + 1 + 1 blocks from width 16, attention pool of 8 heads');
    expect(lines).toContain('parameters   1,347,160 image, 141,888 text, 1,489,049 in all');
    expect(lines).toContain('stored as    float16 (1,494,296 values), float32 (1 value)');
    expect(lines).toContain('licence      mit');
  });

  it('says at which id a text ends where it is not the highest', () => {
    const model = loadModel(join(goldens, 'clip-vit-tiny'));
    const other = { ...model, config: { ...model.config, eosTokenId: 7 } };
    expect(describeModel(other, { hash: '', licence: undefined })).toContain('end of text  token id 7\n');
  });
});
