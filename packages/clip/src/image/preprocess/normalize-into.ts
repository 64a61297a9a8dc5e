import type { PreprocessConfig } from './preprocess-config.ts';

/**
 * (rescale · sample − mean) / std, every step in float32 as torchvision's `ToTensor` and `Normalize`.
 *
 * @param target Its first values, as many as there are bytes, are overwritten.
 * @param bytes [B, 3, n, n] for any B.
 */
export function normalizeInto(target: Float32Array, bytes: Uint8Array, config: PreprocessConfig): void {
  const plane = config.size ** 2;
  if (bytes.length % (3 * plane) !== 0) {
    throw new RangeError(`${bytes.length} bytes are not a number of images of 3 × ${config.size} × ${config.size}`);
  }
  if (target.length < bytes.length) throw new RangeError(`${bytes.length} samples do not fit ${target.length}`);
  const tables = config.mean.map((mean, c) => normalized(config.rescale, mean, config.std[c]!));
  for (let start = 0, c = 0; start < bytes.length; start += plane, c = (c + 1) % 3) {
    const table = tables[c]!;
    for (let i = start; i < start + plane; i++) target[i] = table[bytes[i]!]!;
  }
}

/** [256]: what becomes of every sample. */
function normalized(rescale: number, mean: number, std: number): Float32Array {
  const [mean32, std32] = [Math.fround(mean), Math.fround(std)];
  return Float32Array.from({ length: 256 }, (_, sample) => {
    return Math.fround(Math.fround(sample * rescale) - mean32) / std32;
  });
}
