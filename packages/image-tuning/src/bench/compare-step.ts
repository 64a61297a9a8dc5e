import { bareMatmuls, measureInTurn, type Product } from '@shotbench/tensor/bench';

export interface ComparedStep {
  readonly name: string;
  /** B */
  readonly batch: number;
  readonly step: () => Promise<void>;
  /** Absent where the step is timed by itself: the matrices of a large batch's products take more memory than the step. */
  readonly products?: readonly Product[] | undefined;
  readonly threads: number;
}

const ROUNDS = 3;
const GIB = 2 ** 20; // of kilobytes, which the system counts in

/**
 * Times a step beside its matrix products alone, in turn, and prints both with their ratio, and the memory that the process had at most before the products
 * came. For the memory to be the step's, the process must be its own, see `batchByBatch`.
 */
export async function compareStep({ name, batch, step, products, threads }: ComparedStep): Promise<void> {
  // The second step is the first that has a state to leave behind.
  await step();
  await step();
  const most = process.resourceUsage().maxRSS / GIB;
  const title = `${name}, batch ${batch}`;
  const memory = `memory at most ${most.toFixed(1)} GiB`;
  if (!products) {
    const own = (await measureInTurn({ step }, { rounds: ROUNDS, warmups: 0 })).step.median;
    return console.log(`  ${title}: ${own.toFixed(2)} s, ${(own / batch).toFixed(2)} s an image; ${memory}`);
  }
  const matmuls = await bareMatmuls([...products], threads);
  await matmuls();
  const times = await measureInTurn({ step, matmuls }, { rounds: ROUNDS, warmups: 0 });
  const [own, bare] = [times.step.median, times.matmuls.median];
  const operations = products.reduce((sum, { batch: count = 1, m, k, n }) => sum + count * m * k * n, 0);
  console.log(
    `  ${title}: ${own.toFixed(2)} s, ${(own / batch).toFixed(2)} s an image; its products alone ` +
      `(${(operations / 1e9).toFixed(0)} GMAC) ${bare.toFixed(2)} s; ${(own / bare).toFixed(2)} times; ${memory}`,
  );
}
