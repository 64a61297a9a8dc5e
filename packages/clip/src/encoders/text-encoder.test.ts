import { codeOf, messageOf } from '@shotbench/errors/testing';
import { type HostTensor, int32, tf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { evaluate } from './test/evaluate.ts';
import { clipLogits } from './test/clip-loss.ts';
import { columns, expectNear, golden, goldenConfig, type Hosts, row } from './test/golden.ts';
import { embedTokens, textEncoder } from './text-encoder.ts';
import { endOfText, textLength } from './text-length.ts';

const TOLERANCE = 1e-4;

/** Ids and where they end as an encoder takes them. */
function texts(ids: HostTensor): Hosts {
  const ends = endOfText(ids.data, ids.shape[1]!);
  return { ids, ends: int32([ends.length], ends) };
}

describe.each(['onnx', 'cpu'] as const)('textEncoder on %s', (executor) => {
  describe.each(['clip-vit-tiny', 'clip-rn-tiny'])('of %s', (name) => {
    const encode = textEncoder(goldenConfig(name));
    const weights = golden(`${name}/model`);
    const tokens = golden(`${name}/inputs`)['tokens']!;
    const outputs = golden(`${name}/outputs`);
    const expected = golden(`${name}/intermediates`);

    it("gives the reference's features and logits", async () => {
      const images = outputs['image_features']!;
      const { y, logits } = await evaluate(
        (t) => {
          const y = encode(t, { ids: t['ids']!, endOfText: t['ends']! });
          return { y, logits: clipLogits(t['images'] as tf.Tensor2D, y, weights['logit_scale']!.data[0]!) };
        },
        { ...weights, ...texts(tokens), images },
        { executor },
      );
      expectNear(y!, outputs['text_features']!, TOLERANCE);
      expectNear(logits!, outputs['logits_per_image']!, TOLERANCE);
    });

    it("shows the reference's intermediate results, and gives the same features when watched", async () => {
      const results = await evaluate(
        (t) => {
          const seen: Record<string, tf.Tensor> = {};
          // Batch first and no more than 24 tokens, as the golden file has it.
          const observe = (at: string, x: tf.Tensor): void => {
            seen[at] = x.shape.length === 3 ? tf.slice(tf.transpose(x, [1, 0, 2]), [0, 0, 0], [5, 24, 64]) : x;
          };
          const features = encode(t, { ids: t['ids']!, endOfText: t['ends']! }, { observe });
          return { features, ...seen };
        },
        { ...weights, ...texts(tokens) },
        { executor },
      );
      expectNear(results['features']!, outputs['text_features']!, TOLERANCE);
      expectNear(results['ln_final']!, expected['text.ln_final_at_eot']!, TOLERANCE);
      for (const [key, value] of Object.entries(expected)) {
        if (!key.startsWith('text.') || key.startsWith('text.ln_final')) continue;
        const at = key.slice('text.'.length).replace('.row0', '');
        expectNear(key.endsWith('.row0') ? row(results[at]!, 0) : results[at]!, value, TOLERANCE, key);
      }
    });
  });

  it('gives the same from texts cut after their longest end, and from embeddings', async () => {
    const weights = golden('clip-vit-tiny/model');
    const encode = textEncoder(goldenConfig('clip-vit-tiny'));
    // The last text fills the whole context.
    const tokens = golden('clip-vit-tiny/inputs')['tokens']!;
    const full = int32([4, 77], tokens.data.slice(0, 4 * 77));
    const { ids, ends } = texts(full);
    const length = textLength(ends!.data as Int32Array);
    expect(length).toBe(19);
    const { whole, cut, embedded } = await evaluate(
      (t) => ({
        whole: encode(t, { ids: t['ids']!, endOfText: t['ends']! }),
        cut: encode(t, { ids: t['cut']!, endOfText: t['ends']! }),
        embedded: encode(t, { embeddings: embedTokens(t, t['cut']!), endOfText: t['ends']! }),
      }),
      { ...weights, ids: ids!, ends: ends!, cut: columns(full, length) },
      { executor },
    );
    expectNear(cut!, whole!, 1e-5);
    expectNear(embedded!, whole!, 1e-5);
  });
});

describe('textEncoder', () => {
  it('masks every head alike', async () => {
    const config = goldenConfig('clip-vit-tiny');
    const encode = textEncoder({ ...config, text: { ...config.text, heads: 4 } });
    const { picked, watched } = await evaluate(
      (t) => {
        const given = { ids: t['ids']!, endOfText: t['ends']! };
        // Watched, the last block computes every token under the whole mask; else one token under its row.
        return { picked: encode(t, given), watched: encode(t, given, { observe: () => undefined }) };
      },
      { ...golden('clip-vit-tiny/model'), ...texts(golden('clip-vit-tiny/inputs')['tokens']!) },
      { executor: 'onnx' },
    );
    expectNear(picked!, watched!, 1e-5);
  });

  const encode = textEncoder(goldenConfig('clip-vit-tiny'));
  const ends = tf.tensor1d([0], 'int32');
  const table = { 'token_embedding.weight': tf.zeros([512, 64]) };

  it('refuses texts that are too long, too wide or without an end', () => {
    const cases: [number[], tf.Tensor, string][] = [
      [[1, 78, 64], ends, '78 tokens of width 64'],
      [[1, 5, 32], ends, 'expected at most 77 tokens of width 64'],
      [[2, 5, 64], ends, 'end positions [1]'],
      [[1, 0, 64], ends, '1 texts of 0 tokens'],
    ];
    for (const [shape, endOfText, message] of cases) {
      const run = (): unknown => encode(table, { embeddings: tf.zeros(shape), endOfText });
      expect(codeOf(run)).toBe('CLIP_TEXT_SHAPE');
      expect(messageOf(run)).toContain(message);
    }
  });

  it('names a weight that is missing', () => {
    const run = (): unknown => encode(table, { embeddings: tf.zeros([1, 5, 64]), endOfText: ends });
    expect(messageOf(run)).toContain('"positional_embedding"');
  });
});

describe('endOfText', () => {
  it('is the first position of the highest id of each row', () => {
    expect([...endOfText([510, 3, 511, 0, 511, 510, 9, 511, 511, 0], 5)]).toEqual([2, 2]);
    expect([...endOfText([7, 7, 7], 1)]).toEqual([0, 0, 0]);
    expect([...endOfText([], 5)]).toEqual([]);
  });
});

describe('textLength', () => {
  it('reaches to the last end of any text', () => {
    expect(textLength(Int32Array.of(4, 18, 7))).toBe(19);
    expect(textLength(new Int32Array(0))).toBe(1);
  });
});
