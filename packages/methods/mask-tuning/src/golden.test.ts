import { readFileSync } from 'node:fs';

import { readSafetensors } from '@shotbench/array-files';
import { visualWeights } from '@shotbench/image-tuning';
import { goldenTensors, goldenVit, type Hosts, largestDifference, rowOf } from '@shotbench/image-tuning/testing';
import { adam, compile, float32, type HostTensor, openTrainer, specsOf, tf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { gradientDropout, keepProbability } from './gradient-dropout.ts';
import { maskLosses } from './mask-loss.ts';
import { foldMask, packMask, unpackMask } from './packed-masks.ts';

/** Made with R-AMT 07f8d2c in PyTorch 1.13.1, float32: masks on attention of three blocks, 8 images. */
const folder = new URL('../test/goldens/r-amt/', import.meta.url);
const bytes = (name: string) => {
  const url = new URL(`${name}.safetensors`, folder);
  return readSafetensors(readFileSync(url), url.pathname);
};
const floats = (name: string): Hosts =>
  Object.fromEntries(
    [...bytes(name)].flatMap(([key, { dtype, shape, data }]) =>
      dtype === 'float32' ? [[key, float32(shape, data)]] : [],
    ),
  );
interface Meta {
  readonly mask_order: readonly string[];
  readonly runs: Readonly<Record<string, { readonly sparsity_percent_after_step: readonly number[] }>>;
}
const meta = JSON.parse(readFileSync(new URL('meta.json', folder), 'utf8')) as Meta;

const model = goldenVit();
const inputs = goldenTensors(new URL('inputs.safetensors', folder));
const noiseBytes = bytes('inputs');
const THRESHOLD = 0.005;
const names = meta.mask_order.map((name) => `visual.${name}`);
const plain = (name: string) => name.slice('visual.'.length);
const constants = { ...visualWeights(model).inputs, text: inputs['text_features_normalized']! };
const batch = { pixels: inputs['pixel_values']!, labels: inputs['labels']! };

const lossesWith = (penalty: number) =>
  maskLosses({ model, logitScale: model.logitScale, threshold: THRESHOLD, penalty });

/** M of 0.01, but 0.0035 where the golden has pruned entries before the start. */
function initialMasks(pruned: boolean): Hosts {
  return Object.fromEntries(
    names.map((name) => {
      const { shape, data } = model.weights.get(name)!;
      const bits = noiseBytes.get(`prepruned_bits.${plain(name)}`)!.data as Uint8Array;
      const start = Float32Array.from(unpackMask(bits, data.length), (bit) => (pruned && bit === 1 ? 0.0035 : 0.01));
      return [name, float32(shape, start)];
    }),
  );
}

/** U of a step, of which the golden has the bytes. */
function noiseAt(step: number): Hosts {
  return Object.fromEntries(
    names.map((name) => {
      const { shape, data } = noiseBytes.get(`u8.step${step}.${plain(name)}`)!;
      return [
        `noise ${name}`,
        float32(
          shape,
          Float32Array.from(data as Uint8Array, (value) => (value + 0.5) / 256),
        ),
      ];
    }),
  );
}

/** Rows 5, 21, 37, … of every tensor, below one another. */
function sampledRows(tensors: readonly HostTensor[]): Float32Array {
  const rows = tensors.flatMap((tensor) => {
    const picked: number[] = [];
    for (let row = 5; row < tensor.shape[0]!; row += 16) picked.push(...rowOf(tensor, row).data);
    return picked;
  });
  return Float32Array.from(rows);
}

/** Masks as inputs of a program beside the weights, which have the same names. */
function asInputs(masks: Hosts): Hosts {
  return Object.fromEntries(Object.entries(masks).map(([name, mask]) => [`mask ${name}`, mask]));
}

function masksIn(tensors: Readonly<Record<string, tf.Tensor>>): Record<string, tf.Tensor> {
  return Object.fromEntries(names.map((name) => [name, tensors[`mask ${name}`]!]));
}

/** Norm of the difference over the norm. */
function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const difference = Math.hypot(...Array.from(expected, (value, i) => actual[i]! - value));
  return difference / Math.hypot(...Array.from(expected));
}

const gradientsOf = (share: number, penalty: number, executor: 'onnx' | 'cpu') => {
  const { task, prior, logits } = lossesWith(penalty);
  return async (masks: Hosts, step: number) => {
    const given = { ...constants, ...batch, ...asInputs(masks), ...(share > 0 && noiseAt(step)) };
    const program = await compile<string, string>(
      (t) => {
        const values = names.map((name) => masksIn(t)[name]!);
        const of =
          (loss: typeof task) =>
          (...m: tf.Tensor[]) =>
            loss({
              parameters: Object.fromEntries(names.map((name, i) => [name, m[i]!])),
              constants: t,
              batch: t,
            }).asScalar();
        const own = tf.valueAndGrads(of(task))(values);
        const other = tf.valueAndGrads(of(prior))(values);
        return {
          loss: own.value,
          kl: other.value,
          logits: logits(masksIn(t), t, t),
          teacher: logits(undefined, t, t),
          ...Object.fromEntries(
            names.flatMap((name, i) => [
              [`ce ${name}`, own.grads[i]!],
              [`kl ${name}`, other.grads[i]!],
              [`P ${name}`, keepProbability(own.grads[i]!, other.grads[i]!)],
              ...(share > 0
                ? [[`g ${name}`, gradientDropout(own.grads[i]!, other.grads[i]!, t[`noise ${name}`]!, share)] as const]
                : []),
            ]),
          ),
        };
      },
      specsOf(given),
      { executor, threads: 1 },
    );
    return await program.run(given);
  };
};

describe.each(['onnx', 'cpu'] as const)('gradient dropout on %s', (executor) => {
  it('has the losses, gradients and gates of the reference before the first step', async () => {
    const expected = floats('gdr');
    const results = await gradientsOf(1, 1e-4, executor)(initialMasks(true), 0);
    const all = (kind: string) => sampledRows(names.map((name) => results[`${kind} ${name}`]!));
    expect(largestDifference(results['logits']!.data, rowOf(expected['logits_before_step']!, 0).data)).toBeLessThan(
      1e-4,
    );
    expect(largestDifference(results['teacher']!.data, expected['teacher_logits']!.data)).toBeLessThan(1e-4);
    const loss = expected['losses_ce']!.data[0]! + expected['losses_reg']!.data[0]!;
    expect(Math.abs(results['loss']!.data[0]! - loss)).toBeLessThan(1e-5);
    expect(Math.abs(results['kl']!.data[0]! - expected['losses_kl']!.data[0]!)).toBeLessThan(1e-5);
    expect(relativeError(all('ce'), expected['step0.g_ce']!.data)).toBeLessThan(1e-5);
    expect(relativeError(all('kl'), expected['step0.g_kl']!.data)).toBeLessThan(1e-5);
    expect(relativeError(all('P'), expected['step0.P']!.data)).toBeLessThan(1e-3);
    expect(relativeError(all('g'), expected['step0.g']!.data)).toBeLessThan(1e-5);
    names.forEach((name, i) => {
      const norm = Math.hypot(...results[`g ${name}`]!.data);
      expect(Math.abs(norm / expected['step0.g_norms']!.data[i]! - 1)).toBeLessThan(1e-5);
    });
  });
});

interface Run {
  readonly name: string;
  readonly share: number;
  readonly penalty: number;
  readonly steps: number;
}

describe.each<Run>([
  { name: 'amt', share: 0, penalty: 1e-4, steps: 3 },
  { name: 'gdr', share: 1, penalty: 1e-4, steps: 3 },
  { name: 'amt_no_penalty', share: 0, penalty: 0, steps: 6 },
])('the run $name', ({ name: run, share, penalty, steps }) => {
  it('has the losses, masks, kept entries and logits of the reference at every step', async () => {
    const expected = floats(run);
    const stored = bytes(run);
    const losses = lossesWith(penalty);
    const masks = initialMasks(run === 'gdr');
    const trainer = await openTrainer({
      loss: losses.task,
      ...(share > 0 && {
        guide: {
          loss: losses.prior,
          combine: (
            gradient: tf.Tensor,
            prior: tf.Tensor,
            of: { parameter: string; batch: Record<string, tf.Tensor> },
          ) => gradientDropout(gradient, prior, of.batch[`noise ${of.parameter}`]!, share),
        },
      }),
      parameters: masks,
      constants,
      optimizer: adam(),
      threads: 1,
    });
    for (let step = 0; step < steps; step++) {
      const loss = await trainer.step({ ...batch, ...(share > 0 && noiseAt(step)) }, 2e-3);
      const total = expected['losses_ce']!.data[step]! + expected['losses_reg']!.data[step]!;
      // After entries have flipped near the threshold, a handful may have flipped otherwise.
      expect(Math.abs(loss - total), `loss ${step}`).toBeLessThan(step < 3 ? 1e-5 : 1e-3);
      const learned = trainer.state().parameters;
      let differing = 0;
      let entries = 0;
      let dropped = 0;
      for (const name of names) {
        const bits = stored.get(`step${step}.bits.${plain(name)}`)?.data as Uint8Array | undefined;
        const { data } = learned[name]!;
        for (const value of data) if (!(value > THRESHOLD)) dropped++;
        entries += data.length;
        if (bits === undefined) continue;
        const [own, theirs] = [unpackMask(packMask(data, THRESHOLD), data.length), unpackMask(bits, data.length)];
        own.forEach((bit, i) => (differing += Number(bit !== theirs[i])));
      }
      expect(differing / entries, `kept entries after step ${step}`).toBeLessThan(1e-4);
      const sparsity = meta.runs[run]!.sparsity_percent_after_step[step]!;
      expect(Math.abs((100 * dropped) / entries - sparsity), `sparsity ${step}`).toBeLessThan(0.01);
      const sampled = expected[`step${step}.mask`]?.data;
      if (sampled !== undefined) {
        const own = sampledRows(names.map((name) => learned[name]!));
        const off = own.filter((value, i) => Math.abs(value - sampled[i]!) > 1e-4).length;
        expect(off / own.length, `masks after step ${step}`).toBeLessThan(1e-4 + 2 / own.length);
      }
    }
  });

  it('has the logits of the reference with its bits folded into the weights, and with them as masks', async () => {
    const expected = floats(run);
    const stored = bytes(run);
    const last = steps - 1;
    const bitsOf = (name: string) => stored.get(`step${last}.bits.${plain(name)}`)!.data as Uint8Array;
    const folded = new Map(names.map((name) => [name, foldMask(model.weights.get(name)!, bitsOf(name))]));
    const changed = { ...model, weights: new Map([...model.weights, ...folded]) };
    const masks = Object.fromEntries(
      names.map((name) => {
        const { shape, data } = model.weights.get(name)!;
        return [name, float32(shape, unpackMask(bitsOf(name), data.length))];
      }),
    );
    const { logits } = lossesWith(0);
    const logitsWith = async (weights: Hosts, tuned: Hosts | undefined): Promise<HostTensor> => {
      const given = { ...constants, ...batch, ...weights, ...(tuned && asInputs(tuned)) };
      const program = await compile<string, 'y'>(
        (t) => ({
          y: logits(tuned && masksIn(t), t, t),
        }),
        specsOf(given),
        { threads: 1 },
      );
      return (await program.run(given)).y;
    };
    const reference = rowOf(expected['logits_after_step']!, last).data;
    const [inWeights, asMasks] = [
      await logitsWith(visualWeights(changed).inputs, undefined),
      await logitsWith({}, masks),
    ];
    expect(largestDifference(inWeights.data, reference)).toBeLessThan(5e-5);
    expect(largestDifference(inWeights.data, asMasks.data)).toBeLessThan(1e-5);
  });
});

describe('masks that keep everything', () => {
  it('are the clean model bit for bit', async () => {
    const { logits } = lossesWith(0);
    const masks = initialMasks(false);
    const given = { ...constants, ...batch, ...asInputs(masks) };
    const program = await compile<string, string>(
      (t) => ({
        masked: logits(masksIn(t), t, t),
        clean: logits(undefined, t, t),
      }),
      specsOf(given),
      { threads: 1 },
    );
    const { masked, clean } = await program.run(given);
    expect(masked!.data).toEqual(clean!.data);
  });
});
