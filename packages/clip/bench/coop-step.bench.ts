/**
 * One training step of a context that all classes share (CoOp: loss and gradient) through the text encoder of ViT-B/32 with
 * random weights: 100 classes of 3 tokens, 16 context tokens, 32 images. The same step three times, with the beginning of
 * all prompts computed once, with prompts cut after their ends, and with the whole context of 77 tokens; and the matrix
 * products that the first cannot do without.
 */
import {
  compile,
  cosineLogits,
  float32,
  type HostTensor,
  int32,
  softmaxCrossEntropy,
  specsOf,
  tf,
} from '@shotbench/tensor';
import { bareMatmuls, type Measurement, measureInTurn } from '@shotbench/tensor/bench';

import { weightsAsInputs } from '../src/encoders/model-inputs.ts';
import { sharedPrefixTextEncoder } from '../src/encoders/shared-prefix-text-encoder.ts';
import { randomModel } from '../src/encoders/test/random-model.ts';
import { textEncoder } from '../src/encoders/text-encoder.ts';
import type { WeightLookup } from '../src/encoders/weights.ts';
import { coopProducts } from './coop-products.ts';
import { VIT_B32 } from './model-sizes.ts';

const THREADS = 2;
const IMAGES = 32;
const LOGIT_SCALE = 100;
/** [SOS] v₁ … v₁₆, then three tokens of a name, a full stop and the end of the text. */
const [CLASSES, PREFIX, SUFFIX] = [100, 17, 5];
const MOST = { neither: 1 / 10, truncated: 1 / 3, products: 1.5 };

const config = { ...VIT_B32, text: { ...VIT_B32.text, vocabSize: 1 } };
const { width: W, contextLength } = config.text;
const { inputs: weights, lookup } = weightsAsInputs(randomModel(config, 'text').weights);

type Tensors = Readonly<Record<string, tf.Tensor>>;
type Encode = (weights: WeightLookup, prefix: tf.Tensor2D, given: Tensors) => tf.Tensor2D;

const shared = sharedPrefixTextEncoder(config);
const whole = textEncoder(config);

const viaSharedPrefix: Encode = (w, prefix, { suffixes }) =>
  shared(w, { prefix, suffixes: suffixes!, endOfText: tf.fill([CLASSES], SUFFIX - 1, 'int32') });

const viaTexts =
  (length: number): Encode =>
  (w, prefix, { suffixes }) => {
    const beginnings = tf.add(tf.expandDims(prefix, 0), tf.zeros([CLASSES, PREFIX, W]));
    const rest = tf.zeros([CLASSES, length - PREFIX - SUFFIX, W]);
    const embeddings = tf.concat([beginnings, suffixes!, rest], 1);
    return whole(w, { embeddings, endOfText: tf.fill([CLASSES], PREFIX + SUFFIX - 1, 'int32') });
  };

function noise(shape: readonly number[], spread: number): HostTensor {
  const size = shape.reduce((product, dim) => product * dim, 1);
  return float32(
    shape,
    Float32Array.from({ length: size }, (_, i) => spread * Math.sin(i * i)),
  );
}

const data = {
  context: noise([PREFIX - 1, W], 0.04),
  start: noise([1, W], 0.04),
  suffixes: noise([CLASSES, SUFFIX, W], 0.04),
  images: noise([IMAGES, config.embedDim], Math.sqrt(2 / config.embedDim)),
  labels: int32(
    [IMAGES],
    Int32Array.from({ length: IMAGES }, (_, i) => (i * 7) % CLASSES),
  ),
};

/** Loss and gradient of one batch. */
async function step(encode: Encode): Promise<() => Promise<HostTensor>> {
  const inputs = { ...weights, ...data };
  const program = await compile(
    (t: Tensors) => {
      const loss = (context: tf.Tensor): tf.Scalar => {
        const features = encode(lookup(t), tf.concat([t['start']!, context]) as tf.Tensor2D, t);
        return softmaxCrossEntropy(cosineLogits(t['images']!, features, LOGIT_SCALE), t['labels']!);
      };
      const { value, grad } = tf.valueAndGrad(loss)(t['context']!);
      return { loss: value, gradient: grad };
    },
    specsOf(inputs),
    { executor: 'onnx', threads: THREADS },
  );
  return async () => (await program.run(inputs)).gradient;
}

const steps = {
  shared: await step(viaSharedPrefix),
  truncated: await step(viaTexts(PREFIX + SUFFIX)),
  neither: await step(viaTexts(contextLength)),
};

/** How far a gradient lies from another, against the latter's largest element. */
function difference({ data: one }: HostTensor, { data: other }: HostTensor): string {
  const most = Math.max(...Array.from(other, Math.abs));
  return (Math.max(...Array.from(one, (x, i) => Math.abs(x - other[i]!))) / most).toExponential(1);
}
const expected = await steps.neither();
const [ofShared, ofTruncated] = [await steps.shared(), await steps.truncated()];
console.log(
  `gradients against those of 77 tokens: shared prefix ${difference(ofShared, expected)}, truncated ${difference(ofTruncated, expected)}`,
);

const sizes = { classes: CLASSES, prefix: PREFIX, suffix: SUFFIX, images: IMAGES };
const [byPrefix, cut, full] = Object.values(steps).map((run) => async () => void (await run()));
const products = await bareMatmuls(coopProducts(config, sizes), THREADS);
const fast = await measureInTurn({ shared: byPrefix!, truncated: cut!, products }, { rounds: 7 });
const slow = await measureInTurn({ shared: byPrefix!, neither: full! }, { rounds: 3, warmups: 0 });

const ms = (seconds: number): string => `${(seconds * 1000).toFixed(0)} ms`;
function report(name: string, { median, fastest, slowest }: Measurement): void {
  console.log(`  ${name.padEnd(40)} ${ms(median).padStart(9)} (${ms(fastest)} to ${ms(slowest)})`);
}
function reportRatio(against: string, [ours, other]: readonly [Measurement, Measurement], most: number): void {
  const [medians, fastest] = [ours.median / other.median, ours.fastest / other.fastest];
  console.log(
    `  shared prefix / ${against}: ${medians.toFixed(3)} by medians, ${fastest.toFixed(3)} by the fastest calls ` +
      `(at most ${most.toFixed(3)} asked for)`,
  );
}

console.log(
  `CoOp step, ${CLASSES} classes, ${PREFIX} + ${SUFFIX} tokens, ${IMAGES} images, float32, ${THREADS} threads; medians in turn (range)`,
);
report('shared prefix', fast.shared);
report('its matrix products', fast.products);
report('truncated', fast.truncated);
report('shared prefix, in turn with the next', slow.shared);
report('neither', slow.neither);
reportRatio('neither', [slow.shared, slow.neither], MOST.neither);
reportRatio('truncated', [fast.shared, fast.truncated], MOST.truncated);
reportRatio('its matrix products', [fast.shared, fast.products], MOST.products);
