import {
  BYTE_SYMBOLS,
  canonicalShapes,
  type ClipConfig,
  ClipTokenizer,
  textEncoderProgram,
  WORD_END,
} from '@shotbench/clip';
import { float32, type HostTensor, int32, sizeOf } from '@shotbench/tensor';

import { type Matrix, matrix } from '../matrix.ts';
import { Random } from '../random.ts';
import type { TextModel } from '../text-model.ts';

const SPECIAL = { startOfText: '<|startoftext|>', endOfText: '<|endoftext|>' };

/** A tokenizer whose tokens are single bytes. */
function byteTokenizer(): ClipTokenizer {
  const tokens = [...BYTE_SYMBOLS, ...BYTE_SYMBOLS.map((symbol) => symbol + WORD_END), ...Object.values(SPECIAL)];
  const ids = new Map(tokens.map((token, id) => [token, id]));
  return new ClipTokenizer({ ids, merges: [], idsFile: 'synthetic', mergesFile: 'synthetic' }, SPECIAL);
}

export interface SyntheticTextModelOptions {
  /** D. Default 16. */
  readonly embedDim?: number;
  readonly seed?: number;
  /** What differs from a text encoder of 2 layers of width 16 that reads 40 tokens. */
  readonly text?: Partial<ClipConfig['text']>;
  /** Whether it has an image encoder too. Default false. */
  readonly hasImages?: boolean;
}

/** A small text encoder with random weights and a tokenizer of single bytes. */
export function syntheticTextModel(options: SyntheticTextModelOptions = {}): TextModel {
  const { embedDim = 16, seed = 1, text, hasImages = false } = options;
  const tokenizer = byteTokenizer();
  const config: ClipConfig = {
    embedDim,
    vision: { kind: 'vit', imageSize: 8, patchSize: 2, width: 16, layers: 2, heads: 2, mlpWidth: 64 },
    text: { contextLength: 40, vocabSize: tokenizer.vocabSize, width: 16, heads: 2, layers: 2, mlpWidth: 64, ...text },
    activation: 'quick_gelu',
    layerNormEps: 1e-5,
    eosTokenId: 'argmax',
  };
  const random = new Random(seed);
  const tensor = (name: string, shape: readonly number[]): HostTensor => {
    const centre = /ln_\w+\.weight$/.test(name) ? 1 : 0;
    const spread = name.startsWith('token_embedding') ? 1 : shape.length < 2 ? 0.1 : 1 / Math.sqrt(shape.at(-1)!);
    return float32(
      shape,
      Float32Array.from({ length: sizeOf(shape) }, () => centre + spread * random.normal()),
    );
  };
  // The text encoder's first, as they are the same whether or not there is an image encoder.
  const [texts, visual] = [false, true].map((wanted) =>
    [...canonicalShapes(config)].filter(([name]) => name.startsWith('visual.') === wanted),
  );
  const shapes = [...texts!, ...(hasImages ? visual! : [])];
  const weights = new Map(shapes.map(([name, shape]) => [name, tensor(name, shape)] as const));
  return { backbone: 'synthetic', config, weights, tokenizer };
}

/** Text features [N, D] as the model makes them, not normalised. */
export async function encodeTexts(model: TextModel, texts: readonly string[]): Promise<Matrix> {
  const { contextLength } = model.config.text;
  const { ids } = model.tokenizer.tokenize(texts, { contextLength });
  const program = await textEncoderProgram(model, { batch: texts.length, execution: { threads: 1 } });
  const { data } = await program.run(int32([texts.length, contextLength], ids));
  return matrix(data as Float32Array, model.config.embedDim);
}
