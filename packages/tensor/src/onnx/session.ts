import { createHash } from 'node:crypto';

import * as ort from 'onnxruntime-node';

import type { HostDType, HostTensor } from '../host-tensor.ts';

export interface SessionOptions {
  /** Threads inside one operator. */
  readonly threads: number;
  /**
   * Whether ONNX Runtime plans one block of memory that holds all results of a run, and takes it beside what the first run
   * took. Loops of small steps are a few per cent faster with it; runs of large operators are not, and take about half the
   * memory without it. Default: true, as in ONNX Runtime.
   */
  readonly memoryPattern?: boolean;
  /**
   * Whether ONNX Runtime may take constant factors before and after a product into the product, which rounds differently. Default: true, as in ONNX
   * Runtime.
   */
  readonly movesFactors?: boolean;
  /** Bytes of all that a run computes. ONNX Runtime keeps the memory of a run as long as there is the session. Default 0. */
  readonly bytes?: number;
}

/** Sessions kept for programs that are compiled again, as the cells of a sweep do. */
const KEPT_SESSIONS = 16;
/** Sessions that compute more are not kept, since a sweep over large encoders would fill the memory with what earlier cells computed in. */
const MOST_BYTES = 2 ** 30;
const kept = new Map<string, Promise<ort.InferenceSession>>();

/**
 * An ONNX Runtime session for the model. Equal models with equal options share one: a session has no state of its
 * own, and building one costs more than many a small run. Those of large programs are not kept: their memory goes with the program.
 */
export async function openSession(model: Uint8Array, options: SessionOptions): Promise<ort.InferenceSession> {
  const { threads, memoryPattern, movesFactors, bytes = 0 } = options;
  if (bytes > MOST_BYTES) return createSession(model, options);
  const key = JSON.stringify([
    threads,
    memoryPattern,
    movesFactors,
    createHash('sha256').update(model).digest('base64'),
  ]);
  const session = kept.get(key) ?? createSession(model, options);
  // Moves the key to the end: the map's order is least recently used first.
  kept.delete(key);
  kept.set(key, session);
  if (kept.size > KEPT_SESSIONS) kept.delete(kept.keys().next().value!);
  try {
    return await session;
  } catch (error) {
    kept.delete(key);
    throw error;
  }
}

/** Forgets every kept session; their memory goes with the last program that uses them. */
export function forgetSessions(): void {
  kept.clear();
}

function createSession(
  model: Uint8Array,
  { threads, memoryPattern = true, movesFactors = true }: SessionOptions,
): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(model, {
    executionProviders: ['cpu'],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    enableMemPattern: memoryPattern,
    logSeverityLevel: 3,
    ...(!movesFactors && { extra: { optimization: { disable_specified_optimizers: 'MatMulScaleFusion' } } }),
  });
}

/** Wraps a host tensor for ONNX Runtime; the memory is shared, not copied. */
export function toOrt(tensor: HostTensor): ort.Tensor {
  return new ort.Tensor(tensor.dtype, tensor.data as never, tensor.shape);
}

export function fromOrt(tensor: ort.Tensor): HostTensor {
  return { dtype: tensor.type as HostDType, shape: tensor.dims, data: tensor.data as never };
}
