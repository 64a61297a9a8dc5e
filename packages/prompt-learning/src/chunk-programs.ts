import { compile, type ExecutionOptions, float32, type HostTensor, type Program, specsOf, tf } from '@shotbench/tensor';

import type { Chunk, Hosts, PromptEncoder } from './prompt-encoder.ts';

/** Encoding all classes chunk by chunk, forwards and backwards. */
export interface ChunkPrograms {
  /** @param context v [M, W] or [C, M, W]. @returns t [C, D], not normalised. */
  encode(context: HostTensor): Promise<HostTensor>;
  /**
   * Takes ∂L/∂t [C, D] back to ∂L/∂v. Activations are computed anew, so nothing has to be kept of them between the two passes.
   * @returns a tensor of the context's shape.
   */
  takeBack(context: HostTensor, gradient: HostTensor): Promise<HostTensor>;
}

type AnyProgram = Program<string, string>;

/** Programs are compiled when they are first needed. */
export function chunkPrograms(encoder: PromptEncoder, execution: ExecutionOptions): ChunkPrograms {
  const { chunks, classes, weights, classSpecific } = encoder;
  let [forwards, backwards]: [Promise<AnyProgram>?, Promise<AnyProgram>?] = [];
  const encodes = (inputs: Hosts): Promise<AnyProgram> =>
    compile(({ context, ...tensors }) => ({ text: encoder.encode(context!, tensors) }), specsOf(inputs), execution);
  const takesBack = (inputs: Hosts): Promise<AnyProgram> =>
    compile(
      ({ context, upstream, ...tensors }) => ({
        gradient: tf.grad((v) => tf.sum(tf.mul(encoder.encode(v, tensors), upstream!)))(context!),
      }),
      specsOf(inputs),
      execution,
    );

  return {
    async encode(context) {
      const rows: HostTensor[] = [];
      for (const chunk of chunks) {
        const inputs = { ...weights, ...chunk.tensors, context: ofChunk(context, chunk, classSpecific) };
        forwards ??= encodes(inputs);
        const { text } = await (await forwards).run(inputs);
        rows.push(firstRows(text!, chunk.count));
      }
      return joined(rows, classes);
    },

    async takeBack(context, gradient) {
      const parts: HostTensor[] = [];
      for (const chunk of chunks) {
        const inputs = {
          ...weights,
          ...chunk.tensors,
          context: ofChunk(context, chunk, classSpecific),
          upstream: upstreamOf(gradient, chunk),
        };
        backwards ??= takesBack(inputs);
        const { gradient: part } = await (await backwards).run(inputs);
        parts.push(classSpecific ? firstRows(part!, chunk.count) : part!);
      }
      return classSpecific ? joined(parts, classes) : sumOf(parts);
    },
  };
}

/** The context of a chunk's classes. */
function ofChunk(context: HostTensor, { classes }: Chunk, classSpecific: boolean): HostTensor {
  if (!classSpecific) return context;
  const [, ...rest] = context.shape;
  const size = context.data.length / context.shape[0]!;
  const data = new Float32Array(classes.length * size);
  classes.forEach((c, i) => data.set(context.data.subarray(c * size, (c + 1) * size), i * size));
  return float32([classes.length, ...rest], data);
}

/** ∂L/∂t of a chunk's classes; zero for those that only fill it up. */
function upstreamOf({ shape, data }: HostTensor, { classes, count }: Chunk): HostTensor {
  const columns = shape[1]!;
  const rows = new Float32Array(classes.length * columns);
  rows.set(data.subarray(classes[0]! * columns, (classes[0]! + count) * columns));
  return float32([classes.length, columns], rows);
}

function firstRows({ shape: [rows, ...rest], data }: HostTensor, count: number): HostTensor {
  return float32([count, ...rest], data.subarray(0, (data.length / rows!) * count));
}

function joined(parts: readonly HostTensor[], rows: number): HostTensor {
  const [, ...rest] = parts[0]!.shape;
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return float32([rows, ...rest], data);
}

function sumOf(parts: readonly HostTensor[]): HostTensor {
  const sum = Float64Array.from(parts[0]!.data);
  for (const { data } of parts.slice(1)) for (let i = 0; i < sum.length; i++) sum[i]! += data[i]!;
  return float32(parts[0]!.shape, Float32Array.from(sum));
}
