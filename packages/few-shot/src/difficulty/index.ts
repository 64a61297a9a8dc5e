/** How hard a dataset is for a model, told from test images: for describing, never for choosing. */
export { classCosines, type ClassCosines, classSeparability } from './class-separability.ts';
export { relativeTransferDifficulty } from './relative-transfer-difficulty.ts';
