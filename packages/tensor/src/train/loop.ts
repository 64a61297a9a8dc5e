import { toHosts, toTensors } from '../eager/tensors.ts';
import { eagerBackend, type Execution } from '../execution.ts';
import type { HostTensor, TensorSpec } from '../host-tensor.ts';
import { onBackend, tf } from '../tfjs.ts';
import { mapRecord, type TensorRecord } from '../trace/trace.ts';
import { onnxLoop } from './onnx-loop.ts';
import { rows } from './rows.ts';
import { traceStep } from './traced-step.ts';

export type HostRecord = Readonly<Record<string, HostTensor>>;

/** One pass of a loop as a tfjs function. */
export type Step = (step: {
  /** Carried from pass to pass. */
  readonly state: TensorRecord;
  /** The same at every pass. */
  readonly constants: TensorRecord;
  /** This pass's row of each sequence. */
  readonly slices: TensorRecord;
}) => {
  /** The state after the pass: the same names, types and shapes. */
  readonly state: TensorRecord;
  /** Collected over all passes. */
  readonly outputs: TensorRecord;
};

export interface LoopSpecs {
  readonly state: Readonly<Record<string, TensorSpec>>;
  readonly constants: Readonly<Record<string, TensorSpec>>;
  readonly slices: Readonly<Record<string, TensorSpec>>;
}

export interface LoopRun {
  readonly state: HostRecord;
  /** First pass and number of passes: rows `start … start + count − 1` of the sequences. */
  readonly start: number;
  readonly count: number;
}

/** A loop ready to run piece by piece; what is fed once stays with it. */
export interface Loop {
  /** The state that it returns may be overwritten by the run after the next. */
  run(run: LoopRun): Promise<{ readonly state: HostRecord; readonly outputs: HostRecord }>;
}

/** The inputs that stay the same over all pieces: constants, and sequences of shape [steps, …slice]. */
export interface LoopInputs {
  readonly constants: HostRecord;
  readonly sequences: HostRecord;
}

/**
 * Makes a loop of a step: on `onnx` one ONNX `Loop` node whose body is the traced step, with everything that does not
 * change from pass to pass computed once before it; eagerly, a plain loop.
 */
export async function compileLoop(
  step: Step,
  specs: LoopSpecs,
  inputs: LoopInputs,
  execution: Execution,
): Promise<Loop> {
  return execution.executor === 'onnx'
    ? onnxLoop(traceStep(step, specs), inputs, execution)
    : eagerLoop(step, inputs, eagerBackend(execution.executor));
}

function eagerLoop(step: Step, { constants, sequences }: LoopInputs, backendName: string): Loop {
  const run = ({ state, start, count }: LoopRun): { state: HostRecord; outputs: HostRecord } => {
    const collected: Record<string, HostTensor[]> = {};
    let current: HostRecord = state;
    const fixed = toTensors(constants);
    for (let pass = start; pass < start + count; pass++) {
      tf.engine().startScope('pass');
      const result = step({
        state: toTensors(current),
        constants: fixed,
        slices: toTensors(mapRecord(sequences, (sequence) => rows(sequence, pass, 1, true))),
      });
      current = toHosts(result.state);
      for (const [name, value] of Object.entries(toHosts(result.outputs))) (collected[name] ??= []).push(value);
      tf.engine().endScope();
    }
    Object.values(fixed).forEach((tensor) => tensor.dispose());
    return { state: current, outputs: mapRecord(collected, stacked) };
  };
  return { run: (piece) => Promise.resolve(onBackend(backendName, () => run(piece))) };
}

function stacked(values: readonly HostTensor[]): HostTensor {
  const [first] = values as [HostTensor];
  const data = new (first.data.constructor as Float32ArrayConstructor)(values.length * first.data.length);
  values.forEach((value, i) => data.set(value.data, i * first.data.length));
  return { dtype: first.dtype, shape: [values.length, ...first.shape], data };
}
