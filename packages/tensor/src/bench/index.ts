/** A yardstick and fair timing: what the benchmarks of all packages share, and a training that reports its share of products. */
export { bareMatmuls, type Product } from './bare-matmuls.ts';
export { type Candidate, type Measurement, measureInTurn } from './measure.ts';
