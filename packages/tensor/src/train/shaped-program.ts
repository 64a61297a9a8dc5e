import { compile, type Program } from '../compile.ts';
import type { Execution } from '../execution.ts';
import { specsOf } from '../host-tensor.ts';
import type { TensorRecord } from '../trace/trace.ts';
import type { HostRecord } from './loop.ts';

/** Runs a program, see `Program`. */
export type Run = (inputs: HostRecord, into?: HostRecord) => Promise<HostRecord>;

/** A function of tensors that may come in any shapes: each set of shapes has a program of its own, made when it first comes. */
export function shapedProgram(fn: (inputs: TensorRecord) => TensorRecord, execution: Execution): Run {
  const programs = new Map<string, Promise<Program<string, string>>>();
  return async (inputs, into) => {
    const specs = specsOf(inputs);
    const key = JSON.stringify(specs);
    const program = programs.get(key) ?? compile(fn, specs, execution);
    programs.set(key, program);
    return (await program).run(inputs, into);
  };
}
