import { Random } from '@shotbench/few-shot';
import { float32, type HostTensor, type tf } from '@shotbench/tensor';

/** Standard deviation of the initial tokens (`nn.init.normal_(std=0.02)` in `clip/model.py` of the same repository). */
const INITIAL_STD = 0.02;

const nameOf = (layer: number): string => `prompt${layer}`;

/** J prompts [n, W] of normal noise, one for each of the first J layers. */
export function initialPrompts(
  layers: number,
  tokens: number,
  width: number,
  seed: number,
): Record<string, HostTensor> {
  const random = new Random(seed);
  const prompt = (): HostTensor =>
    float32(
      [tokens, width],
      Float32Array.from({ length: tokens * width }, () => INITIAL_STD * random.normal()),
    );
  return Object.fromEntries(Array.from({ length: layers }, (_, layer) => [nameOf(layer), prompt()]));
}

/** The prompts among a program's tensors, in the order of the layers. */
export function promptsIn(tensors: Readonly<Record<string, tf.Tensor>>): tf.Tensor[] {
  const prompts: tf.Tensor[] = [];
  while (tensors[nameOf(prompts.length)] !== undefined) prompts.push(tensors[nameOf(prompts.length)]!);
  return prompts;
}
