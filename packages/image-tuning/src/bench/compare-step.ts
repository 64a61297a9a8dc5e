import { bareMatmuls, measureInTurn, type Product } from '@shotbench/tensor/bench';

export interface ComparedStep {
  readonly name: string;
  /** B */
  readonly batch: number;
  readonly step: () => Promise<void>;
  readonly products: readonly Product[];
  readonly threads: number;
}

/** Times a step beside its matrix products alone, in turn, and prints both with their ratio and the memory that the process had at most. */
export async function compareStep({ name, batch, step, products, threads }: ComparedStep): Promise<void> {
  const matmuls = await bareMatmuls([...products], threads);
  const times = await measureInTurn({ step, matmuls }, { rounds: 5, warmups: 1 });
  const [own, bare] = [times.step.median, times.matmuls.median];
  const operations = products.reduce((sum, { batch: count = 1, m, k, n }) => sum + count * m * k * n, 0);
  console.log(
    `  ${name}, batch ${batch}: ${own.toFixed(2)} s, ${(own / batch).toFixed(2)} s an image; its products alone ` +
      `(${(operations / 1e9).toFixed(0)} GMAC) ${bare.toFixed(2)} s; ${(own / bare).toFixed(2)} times; ` +
      `memory at most ${(process.resourceUsage().maxRSS / 2 ** 20).toFixed(1)} GiB`,
  );
}
