import { float32, type HostTensor } from '@shotbench/tensor';

/** Made-up preprocessed images [count, 3, size, size]. */
export function imageBatch(count: number, size: number): HostTensor {
  const values = new Float32Array(count * 3 * size ** 2);
  for (let i = 0; i < values.length; i++) values[i] = Math.sin(i * i);
  return float32([count, 3, size, size], values);
}
