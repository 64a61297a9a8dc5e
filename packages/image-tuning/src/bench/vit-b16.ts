import { canonicalShapes, type ClipConfig, type EncoderModel, type VitConfig } from '@shotbench/clip';
import { float32, type HostTensor, int32, sizeOf } from '@shotbench/tensor';

/** The sizes of OpenAI's ViT-B/16: 86 million parameters in the image encoder, 197 tokens of an image. */
export const VIT_B16: ClipConfig & { readonly vision: VitConfig } = {
  embedDim: 512,
  vision: { kind: 'vit', imageSize: 224, patchSize: 16, width: 768, layers: 12, heads: 12, mlpWidth: 3072 },
  text: { contextLength: 77, vocabSize: 1, width: 512, heads: 8, layers: 12, mlpWidth: 2048 },
  activation: 'quick_gelu',
  layerNormEps: 1e-5,
  eosTokenId: 'argmax',
};

/** An image encoder of those sizes whose weights say nothing. */
export function randomVitB16(): EncoderModel {
  const shapes = [...canonicalShapes(VIT_B16)].filter(([name]) => name.startsWith('visual.'));
  const spreadOf = (shape: readonly number[]): number => 1 / Math.sqrt(sizeOf(shape.slice(1)));
  const weights = shapes.map(([name, shape]): [string, HostTensor] => {
    if (/ln_\w+\.weight$/.test(name)) return [name, float32(shape, new Float32Array(sizeOf(shape)).fill(1))];
    return [name, noise(shape, shape.length < 2 ? 0.02 : spreadOf(shape))];
  });
  return { config: VIT_B16, weights: new Map(weights) };
}

/** Images of noise and labels among so many classes. */
export function noiseBatch(
  batch: number,
  classes: number,
): { readonly pixels: HostTensor; readonly labels: HostTensor } {
  const { imageSize } = VIT_B16.vision;
  return {
    pixels: noise([batch, 3, imageSize, imageSize], 1),
    labels: int32(
      [batch],
      Array.from({ length: batch }, (_, i) => i % classes),
    ),
  };
}

/** Unit rows [rows, columns]. */
export function noiseRows(rows: number, columns: number): HostTensor {
  return noise([rows, columns], Math.sqrt(2 / columns));
}

function noise(shape: readonly number[], spread: number): HostTensor {
  return float32(
    shape,
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => spread * Math.sin(i * (i % 977))),
  );
}
