import { codeOf, messageOf } from '@shotbench/errors/testing';
import { float32, tf, zeros } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { imageEncoder } from './image-encoder.ts';
import { evaluate } from './test/evaluate.ts';
import { expectNear, golden, goldenConfig, largestDifference, row } from './test/golden.ts';

const TOLERANCE = 1e-4;

describe.each(['onnx', 'cpu'] as const)('imageEncoder on %s', (executor) => {
  describe('with a vision transformer', () => {
    const name = 'clip-vit-tiny';
    const encode = imageEncoder(goldenConfig(name));
    const inputs = { ...golden(`${name}/model`), pixels: golden(`${name}/inputs`)['pixel_values']! };
    const expected = golden(`${name}/intermediates`);

    it("gives the reference's features", async () => {
      const { y } = await evaluate((t) => ({ y: encode(t, t['pixels']!) }), inputs, { executor });
      expectNear(y!, golden(`${name}/outputs`)['image_features']!, TOLERANCE);
    });

    it("shows the reference's intermediate results, and gives the same features when watched", async () => {
      const results = await evaluate(
        (t) => {
          const seen: Record<string, tf.Tensor> = {};
          // Batch first, as the reference has it.
          const observe = (at: string, x: tf.Tensor): void => {
            seen[at] = x.shape.length === 3 ? tf.transpose(x, [1, 0, 2]) : x;
          };
          return { features: encode(t, t['pixels']!, { hooks: { observe } }), ...seen };
        },
        inputs,
        { executor },
      );
      expectNear(results['features']!, golden(`${name}/outputs`)['image_features']!, TOLERANCE);
      for (const [key, value] of Object.entries(expected).filter(([key]) => key.startsWith('vision.'))) {
        const at = key.slice('vision.'.length).replace('.row0', '');
        expectNear(key.endsWith('.row0') ? row(results[at]!, 0) : results[at]!, value, TOLERANCE, key);
      }
    });
  });

  describe('with a ResNet', () => {
    const name = 'clip-rn-tiny';
    const encode = imageEncoder(goldenConfig(name));
    const weights = golden(`${name}/model`);
    const pixels = golden(`${name}/inputs`)['pixel_values']!;

    it("gives the reference's features and intermediate results", async () => {
      const results = await evaluate(
        (t) => {
          const seen: Record<string, tf.Tensor> = {};
          // Channels first, as the reference has it.
          const observe = (at: string, x: tf.Tensor): void => void (seen[at] = tf.transpose(x, [0, 3, 1, 2]));
          return { features: encode(t, t['pixels']!, { hooks: { observe } }), ...seen };
        },
        { ...weights, pixels },
        { executor },
      );
      expectNear(results['features']!, golden(`${name}/outputs`)['image_features']!, TOLERANCE);
      for (const [key, value] of Object.entries(golden(`${name}/intermediates`))) {
        if (!key.startsWith('vision.')) continue;
        expectNear(row(results[key.slice('vision.'.length).replace('.row0', '')]!, 0), value, TOLERANCE, key);
      }
    });
  });
});

describe('the activation', () => {
  it('is the exact GELU where the configuration says so', async () => {
    const encode = imageEncoder({ ...goldenConfig('clip-vit-tiny'), activation: 'gelu' });
    const pixels = golden('clip-vit-tiny/inputs')['pixel_values']!;
    const [onnx, cpu] = await Promise.all(
      (['onnx', 'cpu'] as const).map((executor) =>
        evaluate((t) => ({ y: encode(t, t['pixels']!) }), { ...golden('clip-vit-tiny/model'), pixels }, { executor }),
      ),
    );
    expectNear(onnx!['y']!, cpu!['y']!, 1e-5);
    expect(largestDifference(onnx!['y']!, golden('clip-vit-tiny/outputs')['image_features']!)).toBeGreaterThan(1e-3);
  });
});

describe('the gradient of a ResNet', () => {
  const name = 'clip-rn-tiny';
  const encode = imageEncoder(goldenConfig(name));
  const weights = golden(`${name}/model`);
  const image = row(golden(`${name}/inputs`)['pixel_values']!, 0);
  const inputs = { ...weights, pixels: { ...image, shape: [1, ...image.shape] } };
  const trained = ['visual.conv1.weight', 'visual.layer2.0.conv2.weight', 'visual.layer3.0.bn1.weight', 'pixels'];

  it('is the same on onnx and cpu', async () => {
    const gradients = (t: Readonly<Record<string, tf.Tensor>>): Record<string, tf.Tensor> => {
      const loss = (...values: tf.Tensor[]): tf.Scalar => {
        const changed = { ...t, ...Object.fromEntries(trained.map((key, i) => [key, values[i]!])) };
        return tf.mean(tf.square(encode(changed, changed['pixels']!)));
      };
      return Object.fromEntries(
        tf
          .grads(loss)(trained.map((key) => t[key]!))
          .map((g, i) => [trained[i]!, g]),
      );
    };
    const [onnx, cpu] = [
      await evaluate(gradients, inputs, { executor: 'onnx' }),
      await evaluate(gradients, inputs, { executor: 'cpu' }),
    ];
    for (const key of trained) expectNear(onnx[key]!, cpu[key]!, TOLERANCE, key);
  });
});

describe('imageEncoder', () => {
  const [vit, resnet] = [imageEncoder(goldenConfig('clip-vit-tiny')), imageEncoder(goldenConfig('clip-rn-tiny'))];
  const pixels = (size: number): tf.Tensor => tf.zeros([1, 3, size, size]);

  it('refuses images of another size', () => {
    expect(codeOf(() => vit({}, pixels(16)))).toBe('CLIP_IMAGE_SHAPE');
    expect(messageOf(() => vit({}, pixels(16)))).toContain('[1, 3, 16, 16] do not fit');
    expect(messageOf(() => vit({}, tf.zeros([3, 32, 32])))).toContain('expected [batch, 3, 32, 32]');
  });

  it('names a weight that is missing', () => {
    expect(codeOf(() => vit({}, pixels(32)))).toBe('CLIP_WEIGHT_MISSING');
    expect(messageOf(() => vit({}, pixels(32)))).toContain('"visual.conv1.weight"');
  });

  it('refuses prompts that do not fit', () => {
    const prompt = (...shape: number[]): tf.Tensor => tf.zeros(shape);
    const cases = [[prompt(2, 64)], [prompt(128)], [prompt(2, 3, 128)], Array<tf.Tensor>(4).fill(prompt(2, 128))];
    for (const prompts of cases) {
      expect(codeOf(() => vit({}, pixels(32), { prompts }))).toBe('CLIP_PROMPTS');
      const message = messageOf(() => vit({}, pixels(32), { prompts }));
      expect(message).toContain(`[${prompts[0]!.shape.join(', ')}]`);
      expect(message).toContain('expected at most 3, each [n, 128] or [n, 1, 128]');
    }
  });

  it('refuses hooks that a ResNet has no place for', () => {
    expect(codeOf(() => resnet({}, pixels(64), { prompts: [tf.zeros([2, 8])] }))).toBe('CLIP_HOOKS');
    expect(messageOf(() => resnet({}, pixels(64), { hooks: { branch: (output) => output } }))).toContain('"branch"');
  });
});

describe('hooks', () => {
  const encode = imageEncoder(goldenConfig('clip-vit-tiny'));
  const inputs = {
    ...golden('clip-vit-tiny/model'),
    pixels: golden('clip-vit-tiny/inputs')['pixel_values']!,
    double: float32([], [2]),
    offset: zeros([128]),
  };

  it('branch changes what a branch adds, in every block or in one', async () => {
    const { same, scaled, byWeights } = await evaluate(
      (t) => ({
        same: encode(t, t['pixels']!, { hooks: { branch: (output) => tf.add(output, t['offset']!) } }),
        scaled: encode(t, t['pixels']!, {
          hooks: {
            branch: (output, { layer, kind }) =>
              layer === 1 && kind === 'mlp' ? tf.mul(output, t['double']!) : output,
          },
        }),
        // The same by other weights: the last linear map of the branch doubled.
        byWeights: encode(
          (key) => (/\.1\.mlp\.c_proj\./.test(key) ? tf.mul(t[key]!, t['double']!) : t[key]!),
          t['pixels']!,
        ),
      }),
      inputs,
      { executor: 'onnx' },
    );
    const expected = golden('clip-vit-tiny/outputs')['image_features']!;
    expectNear(same!, expected, TOLERANCE);
    expectNear(scaled!, byWeights!, 1e-5);
    expect(largestDifference(scaled!, expected)).toBeGreaterThan(0.1);
  });

  it('enter changes what a block reads', async () => {
    const { entered } = await evaluate(
      (t) => ({
        entered: encode(t, t['pixels']!, {
          hooks: { enter: (tokens, layer) => (layer === 2 ? tf.mul(tokens, t['double']!) : tokens) },
        }),
      }),
      inputs,
      { executor: 'onnx' },
    );
    expect(largestDifference(entered!, golden('clip-vit-tiny/outputs')['image_features']!)).toBeGreaterThan(0.1);
  });
});
