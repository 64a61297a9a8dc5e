import { fileURLToPath } from 'node:url';

import { runPart } from '@shotbench/tensor/bench';

const BATCHES = [1, 4, 8, 16];

/**
 * Measures several batch sizes, each in a process of its own, so that its memory is that of one. The benchmark's file is run again with the batch size as its
 * argument, and can be run so by hand.
 *
 * @param file the benchmark's `import.meta.url`.
 */
export async function batchByBatch(
  file: string,
  { title, measure }: { readonly title: string; readonly measure: (batch: number) => Promise<void> },
): Promise<void> {
  const batch = process.argv[2];
  if (batch !== undefined) return measure(Number(batch));
  console.log(`${title}; medians of 3 in turn, each batch size in a process of its own`);
  for (const size of BATCHES) runPart(fileURLToPath(file), [String(size)]);
}
