/** What GDA's discriminant costs: means, covariance, its Cholesky factor and one solve for each class. */
import { unitNoise } from '@shotbench/few-shot/bench';
import { measureInTurn } from '@shotbench/tensor/bench';

import { gaussianDiscriminant } from '../src/index.ts';

const THREADS = 2;
const ROUNDS = 3;

console.log(`GDA, float64, ${THREADS} threads; medians of ${ROUNDS} rounds (range)`);
for (const { D, C, K, V } of [
  { D: 512, C: 100, K: 16, V: 1 },
  { D: 1024, C: 100, K: 16, V: 1 },
  { D: 1024, C: 100, K: 16, V: 10 },
  { D: 1024, C: 1000, K: 16, V: 1 },
]) {
  const labels = Int32Array.from({ length: C * K }, (_, i) => i % C);
  const views = Array.from({ length: V }, () => unitNoise(C * K, D));
  const { fit } = await measureInTurn(
    {
      fit: async () => {
        const began = performance.now();
        await gaussianDiscriminant({ views, labels }, C, { execution: { threads: THREADS } });
        return (performance.now() - began) / 1000;
      },
    },
    { rounds: ROUNDS, warmups: 1 },
  );
  const [median, fastest, slowest] = [fit.median, fit.fastest, fit.slowest].map((seconds) => `${seconds.toFixed(2)} s`);
  console.log(`  D=${D} C=${C} K=${K} V=${V}: ${median} (${fastest} to ${slowest})`);
}
