/** Means and Student's t intervals that are right for three seeds. See README.md. */
export { mean, sampleStd } from './descriptive.ts';
export { harmonicMean } from './harmonic-mean.ts';
export { studentTQuantile } from './student-t-quantile.ts';
export { tInterval, type TInterval } from './t-interval.ts';
