import { float64, type HostTensor, tf } from '@shotbench/tensor';
import { expect } from 'vitest';

import { evaluate } from './evaluate.ts';
import type { Hosts } from './golden.ts';

/** A loss of one of its inputs, given all of them. */
export type LossOf = (x: tf.Tensor, inputs: Readonly<Record<string, tf.Tensor>>) => tf.Scalar;

export interface FiniteDifferencesOptions {
  readonly inputs: Hosts;
  /** The input that is moved. */
  readonly name: string;
  /** Elements of it that are looked at. */
  readonly elements: readonly number[];
}

const EXECUTION = { executor: 'onnx', precision: 'float64' } as const;
const STEP = 1e-4;

/** Checks a traced gradient against central differences of the loss, both in double precision. */
export async function expectFiniteDifferences(lossOf: LossOf, options: FiniteDifferencesOptions): Promise<void> {
  const { inputs, name, elements } = options;
  const { gradient } = await evaluate(
    (t) => ({ gradient: tf.grad((x: tf.Tensor) => lossOf(x, t))(t[name]!) }),
    inputs,
    EXECUTION,
  );
  const { shape, data } = inputs[name]!;
  const at = async (index: number, shift: number): Promise<number> => {
    const moved = Float64Array.from(data);
    moved[index]! += shift;
    const changed: Record<string, HostTensor> = { ...inputs, [name]: float64(shape, moved) };
    return (await evaluate((t) => ({ loss: lossOf(t[name]!, t) }), changed, EXECUTION))['loss']!.data[0]!;
  };
  const scale = Math.max(...Array.from(gradient!.data, Math.abs));
  for (const index of elements) {
    const numeric = ((await at(index, STEP)) - (await at(index, -STEP))) / (2 * STEP);
    expect(Math.abs(numeric - gradient!.data[index]!) / scale, `element ${index}`).toBeLessThan(1e-6);
  }
}
