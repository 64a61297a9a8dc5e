import { availableParallelism } from 'node:os';

import { ShotbenchError } from '@shotbench/errors';

import { loadTensorflow } from './eager/tensorflow.ts';
import type { Precision } from './onnx/writer.ts';

/**
 * Who computes: `onnx` traces programs to ONNX graphs for ONNX Runtime; `tensorflow` runs them eagerly on
 * libtensorflow (tfjs-node-gpu or tfjs-node); `cpu` runs them eagerly in plain JavaScript, the slow oracle.
 */
export const EXECUTORS = ['onnx', 'tensorflow', 'cpu'] as const;
export type ExecutorName = (typeof EXECUTORS)[number];

export interface ExecutionOptions {
  /** Default `onnx`. */
  readonly executor?: ExecutorName;
  /** Width of floating-point numbers inside the program; `float64` on `onnx` only. Default `float32`. */
  readonly precision?: Precision;
  /** Threads inside one operator, on `onnx` only. Default: one for each core. */
  readonly threads?: number;
}

export type Execution = Required<ExecutionOptions>;

/**
 * Fills in the defaults and makes sure that the executor is at hand.
 * @throws ShotbenchError `EXECUTOR_UNKNOWN`, `EXECUTOR_PRECISION`, `EXECUTOR_TENSORFLOW_MISSING`.
 */
export async function resolveExecution(options: ExecutionOptions = {}): Promise<Execution> {
  const { executor = 'onnx', precision = 'float32', threads = availableParallelism() } = options;
  if (!EXECUTORS.includes(executor)) {
    throw new ShotbenchError(
      'EXECUTOR_UNKNOWN',
      `unknown executor "${String(executor)}"; expected one of ${EXECUTORS.join(', ')}`,
    );
  }
  if (precision === 'float64' && executor !== 'onnx') {
    throw new ShotbenchError(
      'EXECUTOR_PRECISION',
      `executor "${executor}" has no float64; use executor "onnx" or precision "float32"`,
    );
  }
  if (executor === 'tensorflow') await loadTensorflow();
  return { executor, precision, threads };
}

/** The tfjs back end that an eager executor runs on. */
export function eagerBackend(executor: Exclude<ExecutorName, 'onnx'>): string {
  return executor;
}
