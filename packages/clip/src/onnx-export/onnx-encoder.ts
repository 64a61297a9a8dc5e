import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';

import { oneLine, ShotbenchError } from '@shotbench/errors';
import * as ort from 'onnxruntime-node';

/** Names under which exports of the two encoders are found, in a model folder or its `onnx/`. */
const FILES = {
  image: ['image_encoder.onnx', 'vision_model.onnx', 'visual.onnx'],
  text: ['text_encoder.onnx', 'text_model.onnx', 'textual.onnx'],
} as const;

/** Outputs that hold features, the surest name first; without one of them the only output of rank 2 is taken. */
const OUTPUTS = ['image_embeds', 'text_embeds', 'image_features', 'text_features'];

/** One encoder of a ready-made ONNX export, for inference only. */
export interface OnnxEncoder {
  readonly file: string;
  /** Its shape as the file declares it; numbers are fixed, everything else may be of any size. */
  readonly inputShape: readonly (number | string)[];
  /**
   * @param data float32 pixels [B, 3, S, S] for an image encoder, token ids [B, L] for a text encoder.
   * @returns features [B, D], not normalised.
   */
  run(data: Float32Array | Int32Array, shape: readonly number[]): Promise<{ rows: Float32Array; D: number }>;
}

export interface OnnxEncoderOptions {
  /** Threads inside one operator. */
  readonly threads?: number;
}

/** The path of a model folder's export of one encoder, or undefined if there is none. */
export function findOnnxEncoder(folder: string, tower: keyof typeof FILES): string | undefined {
  return FILES[tower].flatMap((name) => [join(folder, name), join(folder, 'onnx', name)]).find(existsSync);
}

/**
 * Opens an image or text encoder that somebody exported as `.onnx`: one input, and features [B, D] among its outputs. Other inputs
 * than pixels or ids are allowed where they are an attention mask, which is filled with ones.
 *
 * @throws ShotbenchError `CLIP_ONNX` if ONNX Runtime cannot load the file or it is no encoder.
 */
export async function openOnnxEncoder(file: string, { threads }: OnnxEncoderOptions = {}): Promise<OnnxEncoder> {
  const session = await load(file, threads);
  const inputName = session.inputNames.find((name) => !name.includes('mask'));
  const masks = session.inputNames.filter((name) => name.includes('mask'));
  if (inputName === undefined || session.inputNames.length !== 1 + masks.length) {
    throw problem(file, `has the inputs ${session.inputNames.join(', ')}`, 'pixels or token ids, and at most a mask');
  }
  const outputName = featuresOutput(session, file);
  const metadata = session.inputMetadata.find(({ name }) => name === inputName);
  if (!metadata?.isTensor) throw problem(file, `has an input ${inputName} that is no tensor`, 'a tensor');
  const tensor = (type: string, data: Float32Array | Int32Array, shape: readonly number[]): ort.Tensor =>
    type === 'int64'
      ? new ort.Tensor(
          'int64',
          BigInt64Array.from(data, (value) => BigInt(value)),
          shape,
        )
      : new ort.Tensor(type as 'float32', data as Float32Array, shape);

  return {
    file,
    inputShape: metadata.shape,
    async run(data, shape) {
      const feeds: Record<string, ort.Tensor> = { [inputName]: tensor(metadata.type, data, shape) };
      for (const name of masks) feeds[name] = tensor('int64', new Int32Array(data.length).fill(1), shape);
      const output = (await session.run(feeds))[outputName]!;
      if (output.type !== 'float32' || output.dims.length !== 2 || output.dims[0] !== shape[0]) {
        throw problem(
          file,
          `gives ${output.type} [${output.dims.join(', ')}] for ${shape[0]} rows`,
          `float32 [${shape[0]}, D]`,
        );
      }
      return { rows: output.data as Float32Array, D: output.dims[1]! };
    },
  };
}

async function load(file: string, threads: number | undefined): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(file, {
      logSeverityLevel: 3,
      ...(threads !== undefined && { intraOpNumThreads: threads }),
    });
  } catch (error) {
    throw problem(file, `does not load (${oneLine(error)})`, 'an ONNX model', error);
  }
}

function featuresOutput({ outputNames, outputMetadata }: ort.InferenceSession, file: string): string {
  const known = OUTPUTS.find((name) => outputNames.includes(name));
  if (known !== undefined) return known;
  const matrices = outputMetadata.filter((output) => output.isTensor && output.shape.length === 2);
  if (matrices.length === 1) return matrices[0]!.name;
  throw problem(file, `has the outputs ${outputNames.join(', ')}`, `one called ${OUTPUTS.join(' or ')}`);
}

function problem(file: string, seen: string, expected: string, cause?: unknown): ShotbenchError {
  return new ShotbenchError(
    'CLIP_ONNX',
    `${basename(file)} ${seen}; expected ${expected}; export the encoder again (${file})`,
    { cause },
  );
}
