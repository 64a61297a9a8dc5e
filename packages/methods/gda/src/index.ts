/** GDA: Gaussian discriminant analysis of image features beside the text-based classifier. See README.md. */
export { choleskyInPlace, solveInPlace } from './cholesky.ts';
export { type GdaConfig, gdaConfig, type GdaImageConfig, gdaImageConfig } from './config.ts';
export { type Discriminant, gaussianDiscriminant } from './discriminant.ts';
export { gda } from './gda.ts';
export { gdaImage } from './gda-image.ts';
export { gdaLogits, type GdaLogitsOptions } from './gda-logits.ts';
