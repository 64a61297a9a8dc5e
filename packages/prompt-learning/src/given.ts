import { compile, type ExecutionOptions, type Program, specsOf, type tf } from '@shotbench/tensor';

import type { Hosts, Tensors } from './prompt-encoder.ts';

/** What a step works with. */
export interface Given<T = Tensors> {
  readonly parameters: T;
  readonly constants: T;
  readonly batch: T;
}

const ROLES = ['parameters', 'constants', 'batch'] as const;

/** A tfjs function of what a step works with, compiled when it is first called. */
export function givenProgram(fn: (given: Given) => Tensors, execution: ExecutionOptions) {
  let program: Promise<Program<string, string>> | undefined;
  return async (given: Given<Hosts>): Promise<Hosts> => {
    const inputs = Object.fromEntries(
      ROLES.flatMap((role) =>
        Object.entries(given[role]).map(([name, tensor]) => [`${role} ${name}`, tensor] as const),
      ),
    );
    program ??= compile((tensors) => fn(byRole(tensors)), specsOf(inputs), execution);
    return (await program).run(inputs);
  };
}

function byRole(tensors: Tensors): Given {
  const of = (role: string): Tensors =>
    Object.fromEntries(
      Object.entries(tensors)
        .filter(([name]) => name.startsWith(`${role} `))
        .map(([name, tensor]): [string, tf.Tensor] => [name.slice(role.length + 1), tensor]),
    );
  return { parameters: of('parameters'), constants: of('constants'), batch: of('batch') };
}
