/** What benchmarks of methods inside the image encoder share. */
export { batchByBatch } from './batch-by-batch.ts';
export { compareStep, type ComparedStep } from './compare-step.ts';
export { backwardProducts, forwardProducts } from './vision-products.ts';
export { noiseBatch, noiseRows, randomVitB16, VIT_B16 } from './vit-b16.ts';
