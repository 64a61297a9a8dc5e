/** A yardstick, fair timing and processes of their own: what the benchmarks of all packages share. */
export { bareMatmuls, type Product } from './bare-matmuls.ts';
export { type Candidate, type Measurement, measureInTurn } from './measure.ts';
export { runPart } from './run-part.ts';
