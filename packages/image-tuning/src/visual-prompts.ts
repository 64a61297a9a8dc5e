import { Random } from '@shotbench/few-shot';
import { float32, type HostTensor, type tf } from '@shotbench/tensor';

/** Standard deviation of the initial tokens (`nn.init.normal_(std=0.02)` in `clip/model.py` of muzairkhattak/multimodal-prompt-learning 69bce21 and of APEX). */
const INITIAL_STD = 0.02;

const nameOf = (layer: number): string => `prompt${layer}`;

export interface VisualPromptsOptions {
  /** J, how many layers have prompts of their own, from the first on. */
  readonly layers: number;
  /** n */
  readonly tokens: number;
  /** W */
  readonly width: number;
  readonly seed: number;
}

/** J prompts [n, W] of normal noise, one for each of the first J layers. */
export function initialVisualPrompts({
  layers,
  tokens,
  width,
  seed,
}: VisualPromptsOptions): Record<string, HostTensor> {
  const random = new Random(seed);
  const prompt = (): HostTensor =>
    float32(
      [tokens, width],
      Float32Array.from({ length: tokens * width }, () => INITIAL_STD * random.normal()),
    );
  return Object.fromEntries(Array.from({ length: layers }, (_, layer) => [nameOf(layer), prompt()]));
}

/** The prompts among a program's tensors, in the order of the layers. */
export function visualPromptsIn(tensors: Readonly<Record<string, tf.Tensor>>): tf.Tensor[] {
  const prompts: tf.Tensor[] = [];
  while (tensors[nameOf(prompts.length)] !== undefined) prompts.push(tensors[nameOf(prompts.length)]!);
  return prompts;
}
