import { compile, type ExecutionOptions, specsOf, type tf } from '@shotbench/tensor';

import type { Hosts } from './golden.ts';

type Tensors = Record<string, tf.Tensor>;

/** Runs a function of named tensors once, with every input fed. */
export async function evaluate(
  fn: (tensors: Readonly<Tensors>) => Tensors,
  inputs: Hosts,
  execution: ExecutionOptions,
): Promise<Hosts> {
  const program = await compile(fn, specsOf(inputs), {
    threads: 1,
    ...execution,
  });
  return program.run(inputs);
}
