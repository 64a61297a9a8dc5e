import type * as ort from 'onnxruntime-node';

import { inPrecision, outputName } from '../compile.ts';
import type { Execution } from '../execution.ts';
import { type HostTensor, sizeOf, zeros } from '../host-tensor.ts';
import { fromOrt, openSession, toOrt } from '../onnx/session.ts';
import type { Precision } from '../onnx/writer.ts';
import { mapRecord } from '../trace/trace.ts';
import { isOperation } from '../trace/value.ts';
import { encodeLoop } from './encode-loop.ts';
import type { HostRecord, Loop, LoopInputs } from './loop.ts';
import { rows } from './rows.ts';
import { NAMES, type TracedStep, valuesOf } from './traced-step.ts';

/** One ONNX `Loop` node whose body is the traced step, with everything that does not change from pass to pass computed once before it. */
export async function onnxLoop(traced: TracedStep, inputs: LoopInputs, execution: Execution): Promise<Loop> {
  const { precision, threads } = execution;
  const memoryPattern = !hasLargeResults(traced);
  // Products of several trainings have to round as a single one's do.
  const movesFactors = !valuesOf(traced).some((value) => isOperation(value, 'FusedMatMul'));
  const session = await openSession(encodeLoop(traced, precision), { threads, memoryPattern, movesFactors });
  const used = new Set(session.inputNames);
  const constants = mapRecord(inputs.constants, (tensor) => toOrt(inPrecision(tensor, precision)));
  const sequences = mapRecord(inputs.sequences, (tensor) => inPrecision(tensor, precision));

  const buffers = alternating(traced.stateInputs, precision);

  return {
    async run({ state, start, count }) {
      const feeds: Record<string, ort.Tensor> = { passes: toOrt(int64Scalar(count)) };
      const feed = (name: string, tensor: ort.Tensor): void => {
        if (used.has(name)) feeds[name] = tensor;
      };
      for (const [name, tensor] of Object.entries(state))
        feed(`initial:${name}`, toOrt(inPrecision(tensor, precision)));
      for (const [name, tensor] of Object.entries(constants)) feed(NAMES.constants(name), tensor);
      for (const [name, tensor] of Object.entries(sequences))
        feed(NAMES.slices(name), toOrt(rows(tensor, start, count)));
      const ends = mapRecord(buffers.next(), toOrt);
      const fetches = Object.fromEntries([
        ...Object.entries(ends).map(([name, tensor]) => [outputName(NAMES.state(name)), tensor] as const),
        ...Object.keys(traced.outputs).map((name) => [outputName(name), null] as const),
      ]);
      const results = await session.run(feeds, fetches);
      return {
        state: mapRecord(traced.state, (_, name) => fromOrt(results[outputName(NAMES.state(name))]!)),
        outputs: mapRecord(traced.outputs, (_, name) => fromOrt(results[outputName(name)]!)),
      };
    },
  };
}

/**
 * Two sets of memory for the state, used in turn: a run reads one and writes the other. Fresh memory for every run would have to be
 * touched page by page, which for large states takes as long as several steps.
 */
function alternating(state: TracedStep['stateInputs'], precision: Precision): { next(): HostRecord } {
  const sets: HostRecord[] = [];
  let turn = 0;
  return {
    next() {
      turn = 1 - turn;
      return (sets[turn] ??= mapRecord(state, ({ shape }) => inPrecision(zeros(shape), precision)));
    },
  };
}

function int64Scalar(value: number): HostTensor {
  return { dtype: 'int64' as never, shape: [], data: BigInt64Array.of(BigInt(value)) as never };
}

/** Elements of a result that is large. Steps with [1000, 1024] tensors were 5 % faster without the block, those with 512,000 elements and fewer were not. */
const LARGE = 2 ** 19;

/**
 * Whether a pass computes tensors of megabytes. ONNX Runtime asks the system anew for its one block of planned memory at every
 * pass of a loop; from 32 MiB on, the C library returns such blocks at once, and touching every page again takes longer than the step.
 */
function hasLargeResults(traced: TracedStep): boolean {
  return valuesOf(traced).some((value) => value.kind === 'operation' && sizeOf(value.shape) >= LARGE);
}
