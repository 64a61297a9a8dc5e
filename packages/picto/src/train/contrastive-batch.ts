import { float32, type HostTensor, int32 } from '@shotbench/tensor';

/** What workers make of a step: images as 8-bit samples and texts as tokens. */
export interface RenderedBatch {
  readonly step: number;
  /** Row-major RGB, [B, S, S, 3]. */
  readonly rgb: Uint8Array;
  /** [B, T], T the context length. */
  readonly ids: Int32Array;
  /** [B], where each text ends. */
  readonly ends: Int32Array;
}

/** Samples 0 … 255 become −1 … 1: a mean and a deviation of one half, as the model's preprocessor_config.json says. */
export const PIXEL_MEAN = 0.5;
export const PIXEL_STD = 0.5;

/**
 * A batch as the loss takes it, texts cut to `length` tokens.
 * @returns pixels [B, 3, S, S], ids int32 [B, L], ends int32 [B].
 */
export function contrastiveBatch(
  { rgb, ids, ends }: RenderedBatch,
  { size, length }: { readonly size: number; readonly length: number },
): Record<'pixels' | 'ids' | 'ends', HostTensor> {
  const [batch, area] = [ends.length, size * size];
  const pixels = new Float32Array(batch * 3 * area);
  for (let image = 0; image < batch; image++) {
    for (let channel = 0; channel < 3; channel++) {
      const [from, to] = [image * area * 3 + channel, (image * 3 + channel) * area];
      for (let i = 0; i < area; i++) pixels[to + i] = (rgb[from + 3 * i]! / 255 - PIXEL_MEAN) / PIXEL_STD;
    }
  }
  const context = ids.length / batch;
  const cut = Int32Array.from({ length: batch * length }, (_, i) => {
    return ids[Math.floor(i / length) * context + (i % length)]!;
  });
  return {
    pixels: float32([batch, 3, size, size], pixels),
    ids: int32([batch, length], cut),
    ends: int32([batch], ends),
  };
}

/** Tokens of a text that are computed at a step: most batches have short texts, so that long ones cost little. */
export function textLengthAt(step: number, contextLength: number): number {
  return step % LONG_EVERY === 0 ? contextLength : Math.min(SHORT_LENGTH, contextLength);
}

const [LONG_EVERY, SHORT_LENGTH] = [5, 16];
