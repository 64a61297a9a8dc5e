/** What the benchmarks of all packages share: a yardstick and fair timing. Not for use in programs. */
export { bareMatmuls, type Product } from './bare-matmuls.ts';
export { type Candidate, type Measurement, measureInTurn } from './measure.ts';
